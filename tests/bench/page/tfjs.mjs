// TensorFlow.js the way that was fastest here: optimizer.minimize() in a plain loop, over batches made into tensors
// beforehand and without reading the loss back. On 2-4-2-1 model.trainOnBatch() reaches about two thirds of it, and
// tf.fused.matMul() with its own gradient nine tenths.
import { Unable } from './unable.mjs';

const tf = self.tf;
const losses = {
  mse: (y, t) => tf.mean(tf.squaredDifference(y, t)),
  softmax_cross_entropy: (y, t) => tf.losses.softmaxCrossEntropy(t, y),
};
const optimizers = { sgd: tf.train.sgd, adam: tf.train.adam };

// Where its wasm lies. Without SharedArrayBuffer it takes the build with SIMD and one thread.
tf.wasm.setWasmPaths('/npm/@tensorflow/tfjs-backend-wasm/dist/');

export class Tfjs {
  constructor(backend) {
    this.backend = backend;
  }

  async start(experiment, get_points) {
    const points = get_points();
    this.stop();
    if (!(await tf.setBackend(this.backend))) throw new Unable(`TF.js has no backend ${this.backend} here`);
    this.loss_of = losses[experiment.loss.type];
    this.layers = this.make_layers(experiment, points[0].x.length);
    this.batches = this.make_batches(experiment, points);
    this.variables = this.layers.flatMap(({ w, b }) => [w, b]);
    this.optimizer = optimizers[experiment.optimizer.type](experiment.optimizer.learning_rate);
    this.next = 0;
  }

  stop() {
    tf.dispose(this.variables);
    tf.dispose(this.batches);
    this.optimizer?.dispose();
  }

  make_layers({ model }, inputs) {
    const layers = [];
    for (const layer of model.layers) {
      if (layer.type !== 'dense') {
        layers.at(-1).activation = tf[layer.type];
        continue;
      }
      const scale = Math.sqrt(2 / (inputs + layer.units));
      layers.push({ w: tf.variable(tf.randomNormal([inputs, layer.units], 0, scale, 'float32', 1)), b: tf.variable(tf.zeros([layer.units])) });
      inputs = layer.units;
    }
    return layers;
  }

  make_batches({ batch_size, loss }, points) {
    const batches = [];
    for (let at = 0; at < points.length; at += batch_size) {
      const some = points.slice(at, at + batch_size);
      const target = loss.type === 'mse' ? some.map((p) => [2 * p.target - 1]) : some.map((p) => [1 - p.target, p.target]);
      batches.push({ x: tf.tensor2d(some.map((p) => p.x)), t: tf.tensor2d(target) });
    }
    return batches;
  }

  forward(x) {
    for (const { w, b, activation } of this.layers) {
      x = tf.add(tf.matMul(x, w), b);
      if (activation) x = activation(x);
    }
    return x;
  }

  train(steps) {
    for (let left = steps; left > 0; --left) {
      const { x, t } = this.batches[this.next];
      this.optimizer.minimize(() => this.loss_of(this.forward(x), t), false, this.variables);
      this.next = (this.next + 1) % this.batches.length;
    }
  }

  loss() {
    const sum = this.batches.reduce((total, { x, t }) => total + tf.tidy(() => this.loss_of(this.forward(x), t).dataSync()[0]), 0);
    return sum / this.batches.length;
  }
}
