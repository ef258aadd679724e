// The published results on real MNIST, reproduced by ./dev run: short ones always, all of them with ./dev test --long.
// Without MNIST_DIR everything is skipped, and says so.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { experiment, root } from './program.mjs';

const program = path.join(root, 'build/native-release/downhill-run');
const folder = process.env.MNIST_DIR;
const long = Boolean(process.env.DOWNHILL_LONG);

// Share of the 10,000 test pictures that is read right after so many epochs: at least, at most (a figure that is too
// good is as wrong as one that is too bad). Sources: ../shared/targets.md and the "reference" of each file.
const results = [
  { name: 'mnist_linear', from: 0.922, to: 0.929 },  // 7.49 % error
  { name: 'mnist_mlp_sigmoid', epochs: 1, from: 0.75, to: 0.92 },
  { name: 'mnist_mlp_sigmoid', from: 0.9415, to: 0.9515 },  // 94.65 %
  { name: 'mnist_mlp_relu', from: 0.963, to: 0.975 },  // 96.9 %
  { name: 'mnist_simple_convnet', epochs: 1, from: 0.95, to: 0.985 },  // 96 %
  { name: 'mnist_lenet5_1998', from: 0.988, to: 0.9935, long: true },  // 0.95 % error; 99.09 % measured
  { name: 'mnist_lenet5', from: 0.99, to: 0.995, long: true },
  { name: 'mnist_simple_convnet', from: 0.987, to: 0.991, long: true },  // 98.9 %
  { name: 'mnist_deep_convnet', epochs: 1, from: 0.975, to: 0.99, long: true },  // 97.97 %
  { name: 'mnist_deep_convnet', from: 0.9915, to: 0.9945, long: true },  // 99.3 %
];

const sum = { passed: 0, failed: 0, skipped: 0 };
for (const { name, epochs, from, to, long: takes_long } of results) {
  const title = `${name}${epochs ? `, ${epochs} epoch` : ''}`;
  if (takes_long && !long) continue;
  if (!folder || !existsSync(folder)) {
    sum.skipped += 1;
    console.log(`skip  ${title}: MNIST_DIR is not set`);
    continue;
  }
  const run = spawnSync(program, [experiment(name), ...(epochs ? ['--epochs', String(epochs)] : []), '--every', '1000000'], { encoding: 'utf8' });
  const accuracy = run.status === 0 ? JSON.parse(run.stdout.trim().split('\n').at(-1)).test_accuracy : NaN;
  const right = accuracy >= from && accuracy <= to;
  sum[right ? 'passed' : 'failed'] += 1;
  console.log(`${right ? 'ok   ' : 'FAIL '} ${title}: ${accuracy} read right, expected ${from} to ${to} ${run.stderr}`);
}
console.log(`${sum.passed} passed, ${sum.failed} failed${sum.skipped ? `, ${sum.skipped} skipped` : ''}`);
process.exitCode = sum.failed > 0 ? 1 : 0;
