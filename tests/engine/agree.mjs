// The WebAssembly engine against the native program: the same losses over 100 steps, to 1e-5 relative.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { experiment, root, run, run_tests } from '../cli/program.mjs';
import { kProtocolVersion } from './protocol.mjs';
import { hash_weights, kSpiralSteps, kSpiralWeights } from './spiral_weights.mjs';

const steps = 100, kConvolutionSteps = 12;
const create_engine = createRequire(import.meta.url)(path.join(root, 'build/web-release/engine-simd128.js'));

// Commands and events as core/session/codec.hpp has them.
function command(kind, ...fields) {
  const head = Buffer.alloc(18);
  head.write('DH');
  head.writeUInt16LE(kProtocolVersion, 2);
  head.writeUInt16LE(kind, 4);
  head.writeUInt32LE(1, 6);
  return Buffer.concat([head, ...fields]);
}

function number(value, bytes) {
  const field = Buffer.alloc(bytes);
  if (bytes === 8) field.writeBigUInt64LE(BigInt(value));
  else field.writeUInt32LE(value);
  return field;
}

/// A run of the engine: the batch losses, and what it saves at its end.
async function run_wasm(file, steps) {
  const engine = await create_engine();
  const send = (bytes) => {
    const at = engine._downhill_engine_buffer(bytes.length);
    engine.HEAPU8.set(bytes, at);
    engine._downhill_engine_handle(at, bytes.length);
  };
  const text = readFileSync(file);
  send(command(0, number(text.length, 4), text));
  send(command(2, number(steps, 8), number(1, 4), number(0, 4)));  // no last epoch
  const losses = [];
  for (;;) {
    engine._downhill_engine_tick(1000);
    for (let size; (size = engine._downhill_engine_next_event()) > 0; ) {
      const at = engine._downhill_engine_event_data();
      const event = Buffer.from(engine.HEAPU8.slice(at, at + size));
      const kind = event.readUInt16LE(4);
      assert.notEqual(kind, 1, 'rejected');
      if (kind === 2) losses.push(event.readDoubleLE(18 + 16)); // train_loss stands behind step and epoch
      if (kind === 3) send(command(8)); // stopped: save
      if (kind === 5) return { losses, saved: event.subarray(22) };
    }
  }
}

const tests = {};
for (const name of ['circle', 'xor', 'gauss', 'spiral', 'three_spirals', 'moons', 'plane', 'gaussians']) {
  tests[`${name}: native and simd128 agree over ${steps} steps`] = async () => {
    const native = run(experiment(name), '--steps', `${steps}`, '--every', '1').lines.map((line) => line.train_loss);
    const { losses: wasm } = await run_wasm(experiment(name), steps);
    assert.equal(wasm.length, steps);
    let worst = 0;
    native.forEach((loss, i) => (worst = Math.max(worst, Math.abs(wasm[i] - loss) / Math.abs(loss))));
    console.log(`      ${name}: largest relative difference ${worst.toExponential(1)}`);
    assert.ok(worst < 1e-5);
  };
}

tests[`the spiral's weights after ${kSpiralSteps} steps are the same bits, native and simd128`] = async () => {
  const { saved } = await run_wasm(experiment('spiral'), kSpiralSteps);
  const file = path.join(mkdtempSync(path.join(tmpdir(), 'downhill-')), 'spiral.safetensors');
  assert.equal(run(experiment('spiral'), '--steps', `${kSpiralSteps}`, '--save', file).status, 0);
  assert.equal(hash_weights(readFileSync(file)), kSpiralWeights, 'native');
  assert.equal(hash_weights(saved), kSpiralWeights, 'simd128');
};
tests[`LeNet-5's weights after ${kConvolutionSteps} steps on drawn digits are the same bits, native and simd128`] = async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'downhill-'));
  const digits = JSON.parse(readFileSync(experiment('digits_lenet5')));
  const file = path.join(folder, 'lenet5.json'), saved_file = path.join(folder, 'lenet5.safetensors');
  writeFileSync(file, JSON.stringify({ ...digits, dataset: { ...digits.dataset, train_samples: 300, test_samples: 50 } }));
  const { saved } = await run_wasm(file, kConvolutionSteps);
  const { status, stderr } = run(file, '--steps', `${kConvolutionSteps}`, '--save', saved_file);
  assert.equal(status, 0, stderr);
  assert.equal(hash_weights(saved), hash_weights(readFileSync(saved_file)));
};
await run_tests(tests);
