// What is measured: one record a row of the tables. The experiment is the engine's own description; the peers build
// their network from the same one.
import { readFileSync } from 'node:fs';

const read = (file) => JSON.parse(readFileSync(new URL(file, import.meta.url), 'utf8'));
const asset = (name) => read(`../../assets/experiments/${name}.json`);
const tiny = read('experiments/tiny.json');
const digits = read('experiments/digits.json');
const spiral = asset('spiral');
const with_sgd = (experiment) => ({ ...experiment, optimizer: { type: 'sgd', learning_rate: 0.03 } });
/// The experiment of a course on pictures that need no file.
const drawn = (name) => ({ ...asset(name), dataset: digits.dataset });
const lenet = drawn('mnist_lenet5');

/// A floor or goal of the project: our speed is `times` that of `than`. Floors hold for both engines unless `ours`
/// names one; a goal is reached when the better one reaches it. `peak` stands for the loop peak of the same engine.
const floor = (times, than, ours) => ({ kind: 'floor', times, than, ours });
const goal = (times, than, ours) => ({ kind: 'goal', times, than, ours });

/// A product of matrices [m,k] and [k,n]; its speed is in GFLOP/s.
const product = (m, k, n, promises) => ({ key: `sgemm-${m}x${k}x${n}`, name: `sgemm ${m}x${k}x${n}`, product: { m, k, n }, promises });
/// The same net with other batches, for the plot alone.
const sweep = (key, name, experiment, batches, peer_batch) =>
  batches.map((batch) => ({ key, name, experiment: { ...experiment, batch_size: batch }, sweep: true, peer_batch }));

/// key: for --only, several may share one. peer_batch: smaller batches for peers that need seconds for a whole one.
/// only_ours: no peers.
export const works = [
  product(512, 512, 512, [floor(1.6, 'tfjs_wasm'), goal(2.1, 'tfjs_wasm', 'relaxed'), floor(0.8, 'peak'), goal(0.92, 'peak', 'relaxed')]),
  product(64, 64, 64, [floor(0.7, 'peak'), goal(0.85, 'peak')]),
  product(100, 784, 100, [floor(0.7, 'peak'), goal(0.85, 'peak')]),
  { key: 'tiny', name: '2-4-2-1 tanh, mse, sgd [10]', experiment: tiny, promises: [floor(4, 'convnet'), goal(8, 'convnet')] },
  { key: 'spiral-sgd', name: '2-8-8-2 tanh, softmax CE, sgd [10]', experiment: with_sgd(spiral), promises: [] },
  { key: 'spiral', name: '2-8-8-2 tanh, softmax CE, adam [10]', experiment: spiral, promises: [] },
  // With one sample there is next to nothing to calculate: what is left is what a step costs by itself.
  { key: 'overhead', name: '2-4-2-1 tanh, mse, sgd [1]', experiment: { ...tiny, batch_size: 1 }, only_ours: true, promises: [] },
  { key: 'digits', name: '784-100-10 relu, sgd [100]', experiment: digits, promises: [floor(6, 'tfjs_wasm'), goal(0.5, 'pytorch')] },
  { key: 'simple', name: 'SimpleConvNet, adam [100]', experiment: drawn('mnist_simple_convnet'), peer_batch: { convnet: 20, tfjs_cpu: 20 },
    promises: [floor(30, 'convnet'), goal(1, 'pytorch')] },
  { key: 'lenet', name: 'LeNet-5, adam [64]', experiment: lenet, peer_batch: { convnet: 20, tfjs_cpu: 20 },
    promises: [floor(40, 'convnet'), goal(1, 'pytorch')] },
  { key: 'deep', name: 'DeepConvNet, adam [100]', experiment: drawn('mnist_deep_convnet'), peer_batch: { convnet: 4, tfjs_cpu: 4 },
    promises: [floor(45, 'convnet'), goal(0.6, 'pytorch')] },
  { key: 'lstm', name: 'LSTM 128, T=20, adam [32]', experiment: read('experiments/lstm.json'), promises: [goal(20, 'tfjs_cpu')] },
  { key: 'transformer', name: 'Transformer block D=64, T=64, adam [8]', experiment: read('experiments/transformer.json'),
    promises: [goal(20, 'tfjs_cpu')] },
  ...sweep('digits-batch', '784-100-10', digits, [1, 10, 100, 1000]),
  ...sweep('lenet-batch', 'LeNet-5', lenet, [1, 8, 64, 256], { convnet: 8, tfjs_cpu: 8 }),
];
