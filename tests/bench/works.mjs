// What is measured: one record a row of the table. The experiment is the engine's own description; the peers build
// their network from the same one.
import { readFileSync } from 'node:fs';

const read = (file) => JSON.parse(readFileSync(new URL(file, import.meta.url), 'utf8'));
const tiny = read('experiments/tiny.json');
const spiral = read('../../assets/experiments/spiral.json');
const with_sgd = (experiment) => ({ ...experiment, optimizer: { type: 'sgd', learning_rate: 0.03 } });

/// key: for --only. target: at least so many times ConvNetJS. only_ours: no peers.
export const works = [
  { key: 'tiny', name: '2-4-2-1 tanh, mse, sgd [10]', experiment: tiny, target: 3 },
  { key: 'spiral-sgd', name: '2-8-8-2 tanh, softmax CE, sgd [10]', experiment: with_sgd(spiral) },
  { key: 'spiral', name: '2-8-8-2 tanh, softmax CE, adam [10]', experiment: spiral },
  // With one sample there is next to nothing to calculate: what is left is what a step costs by itself.
  { key: 'overhead', name: '2-4-2-1 tanh, mse, sgd [1]', experiment: { ...tiny, batch_size: 1 }, only_ours: true },
  // To measure it: an experiment here, and its points in page/points.mjs for the peers.
  { key: 'digits', name: '784-100-10 relu, softmax CE, sgd [100]', skip: 'the engine knows only points in the plane so far, no images' },
];
