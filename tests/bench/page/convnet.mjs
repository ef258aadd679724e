// ConvNetJS as its documentation uses it: Trainer.train(sample, answer), which updates after every batch_size samples.
// The samples are made into its Vols beforehand.
import { Unable } from './unable.mjs';

const { Net, Trainer, Vol } = self.convnetjs;
const heads = { mse: 'regression', softmax_cross_entropy: 'softmax' };

/// dense, activation, dense, activation, dense, loss -> its layer list, where the head brings the last dense layer.
function layers_of({ model, loss }, inputs) {
  const layers = [{ type: 'input', out_sx: 1, out_sy: 1, out_depth: inputs }];
  for (const layer of model.layers) {
    if (layer.type === 'dense') layers.push({ type: 'fc', num_neurons: layer.units });
    else layers.at(-1).activation = layer.type;
  }
  const units = layers.pop().num_neurons;
  return [...layers, { type: heads[loss.type], num_neurons: units, num_classes: units }];
}

export class ConvNet {
  start(experiment, get_points) {
    const { optimizer, batch_size } = experiment;
    if (optimizer.type !== 'sgd') throw new Unable(`ConvNetJS 0.3.0 has no ${optimizer.type}`);
    const points = get_points();
    this.regression = experiment.loss.type === 'mse';
    this.samples = points.map(({ x }) => new Vol(x));
    this.answers = points.map(({ target }) => (this.regression ? [2 * target - 1] : target));
    this.net = new Net();
    this.net.makeLayers(layers_of(experiment, points[0].x.length));
    // Its momentum is 0.9 unless told.
    this.trainer = new Trainer(this.net, { method: 'sgd', learning_rate: optimizer.learning_rate, momentum: 0, batch_size });
    this.batch_size = batch_size;
    this.next = 0;
  }

  train(steps) {
    const { trainer, samples, answers } = this;
    let next = this.next;
    for (let left = steps * this.batch_size; left > 0; --left) {
      trainer.train(samples[next], answers[next]);
      if (++next === samples.length) next = 0;
    }
    this.next = next;
  }

  loss() {
    const sum = this.samples.reduce((total, sample, i) => {
      const y = this.net.forward(sample).w;
      return total + (this.regression ? (y[0] - this.answers[i][0]) ** 2 : -Math.log(y[this.answers[i]]));
    }, 0);
    return sum / this.samples.length;
  }
}
