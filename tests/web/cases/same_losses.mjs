// 1,000 steps in a Worker, in a Worker from a blob, and in slices on the page: the same bytes come back, and the weights
// are those of every other machine. And bytes that are no command are refused without harm.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { kProtocolVersion } from '../../engine/protocol.mjs';
import { hash_weights, kSpiralWeights } from '../../engine/spiral_weights.mjs';

const experiment = new URL('../../../assets/experiments/spiral.json', import.meta.url);

// In the page: speaks the protocol of core/session/codec.hpp by hand.
async function losses(home, variant, version) {
  const { EngineLink } = await import('./engine_link.js');
  const wasm = new Uint8Array(await (await fetch(`engine-${variant}.wasm`)).arrayBuffer());
  const command = (kind, write = () => 0) => {
    const view = new DataView(new ArrayBuffer(4096));
    view.setUint16(0, 0x4844, true); // 'D' 'H'
    view.setUint16(2, version, true);
    view.setUint16(4, kind, true);
    view.setUint32(6, 1, true);
    return view.buffer.slice(0, 18 + write(view, 18));
  };
  const configure = command(0, (view, at) => {
    const json = new TextEncoder().encode(window.downhill_experiment);
    view.setUint32(at, json.length, true);
    new Uint8Array(view.buffer).set(json, at + 4);
    return 4 + json.length;
  });
  const play = command(2, (view, at) => {
    view.setBigUint64(at, 1000n, true);
    view.setUint32(at + 8, 1, true);
    return 16;
  });
  const kinds = { 1: 'rejected', 2: 'progress', 3: 'stopped', 5: 'saved' };
  const seen = { rejected: 0, progress: 0, stopped: 0, saved: 0 };
  const bytes = [];
  let done;
  const finished = new Promise((resolve) => (done = resolve));
  const link = new EngineLink({
    script: `engine-${variant}.js`, wasm, homes: [home], on_change() {},
    on_events(events) {
      for (const event of events) {
        const kind = kinds[new DataView(event).getUint16(4, true)];
        if (kind) seen[kind] += 1;
        if (kind === 'progress') bytes.push(new Uint8Array(event));
        if (kind === 'stopped') link.send(command(8));  // save
        if (kind === 'saved') done([...new Uint8Array(event, 22)]);
      }
    },
  });
  await link.ready;
  link.send(new Uint8Array([1, 2, 3]).buffer);
  link.send(crypto.getRandomValues(new Uint8Array(500)).buffer);
  link.send(new ArrayBuffer(0));
  link.send(configure);
  link.send(play);
  const saved = await finished;
  const last = new DataView(bytes.at(-1).buffer).getFloat64(18 + 48, true);
  const hash = await crypto.subtle.digest('SHA-256', await new Blob(bytes).arrayBuffer());
  const kind = link.kind;
  link.close();
  return { seen, kind, last, saved, hash: [...new Uint8Array(hash)].map((b) => b.toString(16).padStart(2, '0')).join('') };
}

export default async ({ open, print }) => {
  const visit = await open();
  await visit.evaluate((json) => { window.downhill_experiment = json; }, readFileSync(experiment, 'utf8'));
  const has_relaxed = await visit.evaluate(async () => (await import('./features.js')).has_relaxed_simd());
  if (!has_relaxed) print('this browser has no relaxed SIMD');
  for (const variant of has_relaxed ? ['simd128', 'relaxed'] : ['simd128']) {
    const results = [];
    for (const home of ['worker', 'blob', 'main']) results.push(await visit.evaluate(losses, home, variant, kProtocolVersion));
    for (const { seen, last } of results) {
      assert.deepEqual(seen, { rejected: 3, progress: 1000, stopped: 1, saved: 1 });
      assert.ok(last > 0 && last < 2, `the last batch loss is ${last}`);
    }
    assert.deepEqual(results.map(({ kind }) => kind), ['worker', 'worker', 'main thread']);
    assert.equal(new Set(results.map(({ hash }) => hash)).size, 1, 'the three homes must give the same losses');
    if (variant === 'simd128') assert.equal(hash_weights(results[0].saved), kSpiralWeights);
    print(`${variant}: losses ${results[0].hash.slice(0, 16)}, last ${results[0].last}`);
  }
};
