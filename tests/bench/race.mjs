// Every contestant on every work, in rounds: one after the other, again and again, so that whatever else this machine
// does hits all alike. What disturbs only makes slower, so the best round counts.
import { start_pytorch } from './peers/pytorch.mjs';
import { serve } from './server.mjs';

export const ours = ['simd128', 'relaxed'];
const learners = ['convnet', 'simd128', 'tfjs_cpu', 'relaxed', 'tfjs_wasm', 'pytorch'];  // peers and ours in turn
const multipliers = ['peak_simd128', 'simd128', 'tfjs_wasm', 'relaxed', 'peak_relaxed', 'pytorch'];
const kWarm = { warm_ms: 1000, least_ms: 1 };  // once: compilers get to their fast code
const kWarmAgainMs = 100;                      // every round: a fresh network, the caches
const kFewSamples = 1000;                      // so few prove nothing about learning
const peaks = ours.map((name) => `peak_${name}`);
const kPeak = { product: { m: 256, k: 256, n: 256 } }, kPeakMs = 50;  // what a round asks of the processor itself

const contestants_of = (work) => (work.product ? multipliers : [...(work.only_ours ? ours : learners), ...(work.sweep ? [] : peaks)]);

async function open_bench_page(browser, address) {
  const page = await browser.newPage();
  page.setDefaultTimeout(300_000);
  const errors = [];
  page.on('pageerror', (error) => errors.push(error));
  await page.goto(`${address}index.html`);
  await page.waitForFunction(() => !!window.bench, { timeout: 20_000 }).catch(() => {
    throw new Error(`the bench page did not start: ${errors[0] ?? 'no message'}`);
  });
  return page;
}

/// What this contestant gets to do: a peer that is slow has smaller batches.
function share_of(work, name) {
  if (!work.product && peaks.includes(name)) return kPeak;
  const batch = work.peer_batch?.[name];
  if (!batch || batch >= work.experiment.batch_size) return work;
  return { ...work, experiment: { ...work.experiment, batch_size: batch } };
}

/// Whoever does not learn does not do the work.
function check_learning(name, work, { steps, loss_before, loss_after }) {
  if (loss_before === undefined) return;
  const few = steps * share_of(work, name).experiment.batch_size < kFewSamples;
  const learned = few ? Number.isFinite(loss_after) : loss_after < loss_before;
  if (!learned) throw new Error(`${name} does not learn ${work.name}: loss ${loss_before} -> ${loss_after} in ${steps} steps`);
}

/// One work: {work, rates: {name: [samples/s or GFLOP/s a round]}, unable: {name: why}, parameters, memory}.
async function race({ measure, memory }, work, { rounds, least_ms }, say) {
  const rates = {}, unable = {};
  let parameters;
  for (const name of contestants_of(work)) {
    const { unable: why } = await measure(name, share_of(work, name), kWarm);
    if (why) unable[name] = why;
    else rates[name] = [];
  }
  for (let round = 1; round <= rounds; ++round) {
    say(`${work.name}${work.sweep ? ` [${work.experiment.batch_size}]` : ''}: round ${round} of ${rounds}`);
    for (const name of Object.keys(rates)) {
      const result = await measure(name, share_of(work, name), {
        warm_ms: kWarmAgainMs,
        least_ms: work.experiment && peaks.includes(name) ? Math.min(kPeakMs, least_ms) : least_ms,
      });
      check_learning(name, work, result);
      parameters ??= result.parameters;
      rates[name].push(result.rate);
    }
  }
  return { work, rates, unable, parameters, memory: work.product ? undefined : await memory(work.experiment) };
}

/// how: {rounds, least_ms}. Answer: {results, pytorch: its version and its BLAS, or null}.
export async function run_races(browser, works, folders, how, say) {
  const server = await serve(folders);
  const pytorch = await start_pytorch();
  try {
    const page = await open_bench_page(browser, server.address);
    const in_page = (...values) => page.evaluate((name, work, how) => window.bench.measure(name, work, how), ...values);
    const bench = {
      measure(name, { experiment, product }, how) {
        if (name !== 'pytorch') return in_page(name, { experiment, product }, how);
        return pytorch ? pytorch.measure({ experiment, product }, how) : { unable: 'PyTorch is not installed (python3-torch)' };
      },
      memory: (experiment) => page.evaluate((experiment) => window.bench.memory(experiment), experiment),
    };
    const results = [];
    for (const work of works) results.push(await race(bench, work, how, say));
    await page.close();
    return { results, pytorch: pytorch && `${pytorch.version} with ${pytorch.blas}` };
  } finally {
    pytorch?.close();
    server.close();
  }
}

export const best = (values) => Math.max(...values);

/// The ratio of two contestants' best rounds; null when one of them is not there.
export function ratio({ rates }, name, other) {
  if (!rates[name] || !rates[other]) return null;
  return best(rates[name]) / best(rates[other]);
}
