// The labs of digits while convnets learn: an epoch's time, what looking into the layers costs, how soon the first point
// of the curve comes and a pause is answered, how long the main thread is held, and the page's memory.
//
// A part of ./dev bench; by itself:
//   node tests/bench/digits.mjs [--site build/site] [--rounds 3] [--seconds 4] [--only LeNet]
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { kProtocolVersion } from '../engine/protocol.mjs';
import { launch } from '../web/support/browser.mjs';
import { serve_site } from '../web/support/server.mjs';
import { Visit } from '../web/support/visit.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
const root = path.resolve(here, '../..');
const pause = (ms) => new Promise((done) => setTimeout(done, ms));
const median = (list) => [...list].sort((a, b) => a - b)[list.length >> 1];

const experiment = (name) => JSON.parse(readFileSync(path.join(root, `assets/experiments/${name}.json`), 'utf8'));

/// The same experiment on drawn digits in a Worker of its own, with nobody looking: samples per second.
async function alone(text, variant, seconds, batch, version) {
  const { EngineLink } = await import('./engine_link.js');
  const wasm = new Uint8Array(await (await fetch(`engine-${variant}.wasm`)).arrayBuffer());
  const command = (kind, body) => {
    const bytes = new Uint8Array(18 + body.byteLength);
    const view = new DataView(bytes.buffer);
    view.setUint16(0, 0x4844, true);  // 'D' 'H'
    view.setUint16(2, version, true);
    view.setUint16(4, kind, true);
    view.setUint32(6, 1, true);
    bytes.set(body, 18);
    return bytes.buffer;
  };
  const [kConfigure, kPlay, kPause] = [0, 2, 3];
  const [kReady, kRejected, kStopped] = [0, 1, 3];
  const waiting = new Map();
  const event = (kind) => new Promise((done, fail) => (waiting.set(kind, done), waiting.set(kRejected, fail)));
  const link = new EngineLink({
    script: `engine-${variant}.js`, wasm, homes: ['worker'], on_change() {},
    on_events(events) {
      for (const bytes of events) waiting.get(new DataView(bytes).getUint16(4, true))?.(new DataView(bytes));
    },
  });
  await link.ready;
  const json = new TextEncoder().encode(text);
  link.send(command(kConfigure, new Uint8Array([...new Uint8Array(new Uint32Array([json.length]).buffer), ...json])));
  await event(kReady);
  const started = performance.now();
  link.send(command(kPlay, new Uint8Array(16)));
  await new Promise((done) => setTimeout(done, 1000 * seconds));
  link.send(command(kPause, new Uint8Array(0)));
  const stopped = await event(kStopped);
  const taken = performance.now() - started;
  link.close();
  const step = Number(stopped.getBigUint64(19, true));  // behind the reason
  return (1000 * batch * step) / taken;
}

/// In the page: from the end of the next click, how long until `done(state)`, seen frame by frame.
function after_click(condition) {
  return new Promise((resolve) => {
    const done = new Function('s', `return ${condition}`);
    addEventListener('pointerup', () => {
      const started = performance.now();
      const look = () => (done(window.downhill.state()) ? resolve(performance.now() - started) : requestAnimationFrame(look));
      look();
    }, { once: true, capture: true });
  });
}

/// MiB of the browser's largest renderer that are its own, as the system tells.
function page_memory(browser) {
  const parent_of = (pid) => Number(readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\) /, '').split(' ')[1]);
  const family = new Set([browser.process().pid]);
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name)).map(Number).sort((a, b) => a - b);
  let most = 0;
  for (const pid of pids) {
    try {
      if (!family.has(parent_of(pid))) continue;
      family.add(pid);
      if (!readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('--type=renderer')) continue;
      const rollup = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
      const own = [...rollup.matchAll(/^Private_(?:Clean|Dirty): +(\d+)/gm)].reduce((sum, [, kb]) => sum + Number(kb), 0);
      most = Math.max(most, own / 1024);
    } catch {  // it has ended meanwhile
    }
  }
  return most;
}

async function open(browser, site, hash) {
  const page = await browser.newPage();
  await page.setViewport({ width: 1280, height: 800 });
  await page.goto(`${site.address}#v=1&lang=en&theme=light&lab=digits${hash}`);
  const visit = await new Visit(page).ready();
  await visit.until('a picture is looked at', async () => (await visit.state()).sample !== undefined);
  return visit;
}

async function samples_in_lab(visit, seconds, batch) {
  const before = await visit.evaluate(() => [performance.now(), window.downhill.state().step]);
  await pause(1000 * seconds);
  const after = await visit.evaluate(() => [performance.now(), window.downhill.state().step]);
  return (1000 * batch * (after[1] - before[1])) / (after[0] - before[0]);
}

/// One network in the lab. `learning` is an experiment; `net` the id of its choice in the lab, '' for the first.
export async function measure_lab(browser, site, { learning, net }, { rounds, seconds }) {
  const visit = await open(browser, site, '');
  try {
    if (net) {
      await visit.click('net');
      await visit.click(`net.${net}`);
      await visit.until('the network is there', async () => !(await visit.state()).playing && (await visit.state()).step === 0);
    }
    const { variant } = await visit.engine();
    const first = visit.evaluate(after_click, 's.step > 0 && s.test_loss !== null');
    await visit.click('play');
    const first_point_ms = await first;
    await visit.state_when('it learns', (s) => s.samples_per_second > 0);
    await visit.evaluate(() => window.downhill.clear_stats());
    const batch = learning.batch_size;
    const text = JSON.stringify({ ...learning, dataset: { type: 'synthetic_digits' } });
    const shown = [], hidden = [], paused = [];
    let memory = 0;
    for (let round = 0; round < rounds; ++round) {
      shown.push(await samples_in_lab(visit, seconds, batch));
      memory = Math.max(memory, page_memory(browser));
      const answered = visit.evaluate(after_click, '!s.playing');
      await visit.click('play');
      paused.push(await answered);
      await pause(1500);
      hidden.push(await visit.evaluate(alone, text, variant, seconds, batch, kProtocolVersion));
      await visit.click('play');
    }
    const stats = await visit.evaluate(() => window.downhill.stats());
    return {
      variant, first_point_ms, epoch_s: 60000 / median(shown), shown: median(shown), alone: median(hidden),
      cost: 1 - median(shown) / median(hidden), pause_ms: Math.max(...paused), memory, build: stats.build,
      longest_ms: Math.max(stats.frame.longest, stats.message.longest),
    };
  } finally {
    await visit.page.close().catch(() => {});
  }
}

export const kLabs = [
  { name: 'LeNet-5', learning: experiment('digits_lenet5'), net: '' },
  { name: 'SimpleConvNet', learning: experiment('mnist_simple_convnet'), net: 'mnist-simple-convnet' },
  { name: 'DeepConvNet', learning: experiment('mnist_deep_convnet'), net: 'mnist-deep-convnet' },
];

/// [{name, ...}] of every lab, in order; {skipped: why} in the place of one that did not get there.
export async function measure_labs(browser, folder, { rounds = 3, seconds = 4, only = '' } = {}) {
  const site = await serve_site(path.resolve(folder));
  const results = [];
  try {
    for (const lab of kLabs.filter(({ name }) => name.includes(only))) {
      const result = await measure_lab(browser, site, lab, { rounds, seconds }).catch((error) => ({ skipped: error.message.split('\n')[0] }));
      results.push({ name: lab.name, ...result });
    }
  } finally {
    site.close();
  }
  return results;
}

/// What the issue of the labs promises, and whether it is so: [{work, kind, what, is, met}].
export function judge_labs(results) {
  const limit = (name, what, is, met) => ({ work: `${name} in the page`, kind: 'floor', what, is, met });
  return results.filter(({ skipped }) => !skipped).flatMap(({ name, ...r }) => [
    limit(name, 'watched costs at most 10 %', `${(100 * r.cost).toFixed(1)} %`, r.cost <= 0.1),
    limit(name, 'first point within 1 s', `${(r.first_point_ms / 1000).toFixed(2)} s`, r.first_point_ms <= 1000),
    limit(name, 'pause within 100 ms', `${r.pause_ms.toFixed(0)} ms`, r.pause_ms <= 100),
    limit(name, 'main thread held at most 16 ms', `${r.longest_ms.toFixed(1)} ms`, r.longest_ms <= 16),
    limit(name, 'page under 400 MiB', `${r.memory.toFixed(0)} MiB`, r.memory < 400),
  ]);
}

/// A row a lab, the head first.
export function lab_rows(results) {
  const rows = results.map(({ name, ...r }) => (r.skipped ? [name, r.skipped, '', '', '', '', '', '', '']
    : [name, `${r.epoch_s.toFixed(1)} s`, Math.round(r.shown).toLocaleString('en-US'), Math.round(r.alone).toLocaleString('en-US'),
      `${(100 * r.cost).toFixed(1)} %`, `${Math.round(r.first_point_ms)} ms`, `${Math.round(r.pause_ms)} ms`,
      `${r.build.p95.toFixed(1)} / ${r.longest_ms.toFixed(1)} ms`, `${Math.round(r.memory)} MiB`]));
  return [['reading digits, its layers shown', 'epoch of 60,000', 'samples/s', 'with nobody looking', 'cost of looking', 'first point', 'pause', 'frame p95 / longest task', 'memory'], ...rows];
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values } = parseArgs({ options: {
    site: { type: 'string', default: path.join(root, 'build/site') }, rounds: { type: 'string', default: '3' },
    seconds: { type: 'string', default: '4' }, only: { type: 'string', default: '' },
  } });
  const browser = await launch('chromium');
  try {
    const results = await measure_labs(browser, values.site, { rounds: Number(values.rounds), seconds: Number(values.seconds), only: values.only });
    for (const row of lab_rows(results)) console.log(row.join(' | '));
  } finally {
    await browser.close().catch(() => {});
  }
}
