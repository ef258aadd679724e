// The WebAssembly engine against the native program: the same losses over 100 steps, to 1e-5 relative.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { experiment, root, run, run_tests } from '../cli/program.mjs';

const steps = 100;
const create_engine = createRequire(import.meta.url)(path.join(root, 'build/web-release/engine-simd128.js'));

// Commands and events as core/session/codec.hpp has them.
function command(kind, ...fields) {
  const head = Buffer.alloc(18);
  head.write('DH');
  head.writeUInt16LE(1, 2);
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

async function wasm_losses(file) {
  const engine = await create_engine();
  const send = (bytes) => {
    const at = engine._downhill_engine_buffer(bytes.length);
    engine.HEAPU8.set(bytes, at);
    engine._downhill_engine_handle(at, bytes.length);
  };
  const text = readFileSync(file);
  send(command(0, number(text.length, 4), text));
  send(command(2, number(steps, 8), number(1, 4)));
  const losses = [];
  for (;;) {
    engine._downhill_engine_tick(1000);
    for (let size; (size = engine._downhill_engine_next_event()) > 0; ) {
      const at = engine._downhill_engine_event_data();
      const event = Buffer.from(engine.HEAPU8.slice(at, at + size));
      const kind = event.readUInt16LE(4);
      assert.notEqual(kind, 1, 'rejected');
      if (kind === 2) losses.push(event.readDoubleLE(18 + 16)); // train_loss stands behind step and epoch
      if (kind === 3) return losses;
    }
  }
}

const tests = {};
for (const name of ['circle', 'xor', 'gauss', 'spiral', 'three_spirals', 'moons', 'plane', 'gaussians']) {
  tests[`${name}: native and simd128 agree over ${steps} steps`] = async () => {
    const native = run(experiment(name), '--steps', `${steps}`, '--every', '1').lines.map((line) => line.train_loss);
    const wasm = await wasm_losses(experiment(name));
    assert.equal(wasm.length, steps);
    let worst = 0;
    native.forEach((loss, i) => (worst = Math.max(worst, Math.abs(wasm[i] - loss) / Math.abs(loss))));
    console.log(`      ${name}: largest relative difference ${worst.toExponential(1)}`);
    assert.ok(worst < 1e-5);
  };
}
await run_tests(tests);
