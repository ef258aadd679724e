// Every contestant on every work, in rounds: one after the other, again and again, so that whatever else this machine
// does hits all alike. Ratios are taken within a round, then the middle one is taken.
import { serve } from './server.mjs';

export const ours = ['simd128', 'relaxed'];
export const order = ['convnet', 'simd128', 'tfjs_cpu', 'relaxed', 'tfjs_wasm'];  // peer, ours, peer, ours, peer
const kWarm = { warm_ms: 1000, least_ms: 1 };  // once: compilers get to their fast code
const kWarmAgainMs = 100;                      // every round: a fresh network, the caches

export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length >> 1;
  return sorted.length % 2 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
}

async function open_bench_page(browser, address) {
  const page = await browser.newPage();
  const errors = [];
  page.on('pageerror', (error) => errors.push(error));
  await page.goto(`${address}index.html`);
  await page.waitForFunction(() => !!window.bench, { timeout: 20_000 }).catch(() => {
    throw new Error(`the bench page did not start: ${errors[0] ?? 'no message'}`);
  });
  return page;
}

/// One work: {work, samples: {name: [samples/s a round]}, unable: {name: why}}.
async function race(measure, work, { rounds, least_ms }, say) {
  const samples = {}, unable = {};
  for (const name of work.only_ours ? ours : order) {
    const { unable: why } = await measure(name, work.experiment, kWarm);
    if (why) unable[name] = why;
    else samples[name] = [];
  }
  for (let round = 1; round <= rounds; ++round) {
    say(`${work.name}: round ${round} of ${rounds}`);
    for (const name of Object.keys(samples)) {
      const result = await measure(name, work.experiment, { warm_ms: kWarmAgainMs, least_ms });
      // Whoever does not learn does not do the work.
      if (!(result.loss_after < result.loss_before))
        throw new Error(`${name} does not learn ${work.name}: loss ${result.loss_before} -> ${result.loss_after}`);
      samples[name].push(result.steps_per_second * work.experiment.batch_size);
    }
  }
  return { work, samples, unable };
}

/// how: {rounds, least_ms}. A work with `skip` comes back as {work, skipped: why}.
export async function run_races(browser, works, folders, how, say) {
  const server = await serve(folders);
  try {
    const page = await open_bench_page(browser, server.address);
    const measure = (...values) => page.evaluate((name, experiment, how) => window.bench.measure(name, experiment, how), ...values);
    const results = [];
    for (const work of works) results.push(work.skip ? { work, skipped: work.skip } : await race(measure, work, how, say));
    await page.close();
    return results;
  } finally {
    server.close();
  }
}

/// The middle ratio of two contestants over the rounds, and the smallest; null when one of them is not there.
export function ratio({ samples = {} }, name, other) {
  if (!samples[name] || !samples[other]) return null;
  const ratios = samples[name].map((value, round) => value / samples[other][round]);
  return { middle: median(ratios), least: Math.min(...ratios) };
}
