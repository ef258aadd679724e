// TensorFlow.js the way that was fastest here: optimizer.minimize() in a plain loop, over batches made into tensors
// beforehand and without reading the loss back. On 2-4-2-1 model.trainOnBatch() reaches about two thirds of it, and
// tf.fused.matMul() with its own gradient nine tenths.
import { make_network } from './tfjs_layers.mjs';
import { Unable } from './unable.mjs';

const tf = self.tf;
const losses = {
  mse: (y, t) => tf.mean(tf.squaredDifference(y, t)),
  softmax_cross_entropy: (y, t) => tf.losses.softmaxCrossEntropy(t, y),
};
const optimizers = { sgd: tf.train.sgd, adam: tf.train.adam };

// Where its wasm lies. Without SharedArrayBuffer it takes the build with SIMD and one thread.
tf.wasm.setWasmPaths('/npm/@tensorflow/tfjs-backend-wasm/dist/');

async function choose(backend) {
  if (!(await tf.setBackend(backend))) throw new Unable(`TF.js has no backend ${backend} here`);
}

export class Tfjs {
  constructor(backend) {
    this.backend = backend;
  }

  async start(experiment, get_data) {
    const { samples, shape } = get_data();
    this.stop();
    await choose(this.backend);
    this.loss_of = losses[experiment.loss.type];
    this.network = make_network(experiment, shape[0] === 1 ? shape.slice(2) : shape);
    this.batches = this.make_batches(experiment, samples, shape);
    this.optimizer = optimizers[experiment.optimizer.type](experiment.optimizer.learning_rate);
    this.next = 0;
    this.try_one_step();
  }

  /// A backend that lacks an operation says so only when it gets there.
  try_one_step() {
    try {
      tf.tidy(() => this.train(1));
    } catch (error) {
      const missing = /Kernel '(\w+)' not registered/.exec(error.message);
      throw missing ? new Unable(`TF.js ${this.backend} has no ${missing[1]}`) : error;
    }
  }

  stop() {
    tf.dispose(this.network?.weights);
    tf.dispose(this.batches);
    this.optimizer?.dispose();
  }

  parameters() {
    return this.network.weights.reduce((sum, { size }) => sum + size, 0);
  }

  make_batches({ batch_size, loss }, samples, shape) {
    const row = shape[0] === 1 ? shape.slice(2) : shape;
    const classes = loss.type === 'mse' ? 0 : Math.max(...samples.map(({ target }) => target)) + 1;
    const answer = ({ target }) => (classes === 0 ? [2 * target - 1] : Array.from({ length: classes }, (_, c) => +(c === target)));
    const batches = [];
    for (let at = 0; at < samples.length; at += batch_size) {
      const some = samples.slice(at, at + batch_size);
      batches.push({ x: tf.tensor(some.flatMap(({ x }) => [...x]), [some.length, ...row]), t: tf.tensor2d(some.map(answer)) });
    }
    return batches;
  }

  train(steps) {
    const { weights, forward } = this.network;
    for (let left = steps; left > 0; --left) {
      const { x, t } = this.batches[this.next];
      this.optimizer.minimize(() => this.loss_of(forward(x), t), false, weights);
      this.next = (this.next + 1) % this.batches.length;
    }
  }

  loss() {
    const { x, t } = this.batches[0];
    return tf.tidy(() => this.loss_of(this.network.forward(x), t).dataSync()[0]);
  }
}

/// The product of two matrices on one of its backends.
export class TfjsProduct {
  constructor(backend) {
    this.backend = backend;
  }

  async start({ m, k, n }) {
    tf.dispose([this.a, this.b]);
    await choose(this.backend);
    this.a = tf.randomNormal([m, k]);
    this.b = tf.randomNormal([k, n]);
    tf.matMul(this.a, this.b).dispose();
  }

  run(repetitions) {
    for (let i = 0; i < repetitions; ++i) tf.matMul(this.a, this.b).dispose();
  }
}
