// ConvNetJS as its documentation uses it: Trainer.train(sample, answer), which updates after every batch_size samples.
// The samples are made into its Vols beforehand.
import { kJudged } from './data.mjs';
import { Unable } from './unable.mjs';

const { Net, Trainer, Vol } = self.convnetjs;
const heads = { mse: 'regression', softmax_cross_entropy: 'softmax' };

/// What each layer of an experiment is called here; others are activations of the layer before.
const makers = {
  dense: ({ units }) => ({ type: 'fc', num_neurons: units }),
  conv2d: ({ units, kernel, stride = 1, padding = 0 }) => ({ type: 'conv', sx: kernel, filters: units, stride, pad: padding }),
  max_pool2d: ({ kernel = 2, stride = kernel }) => ({ type: 'pool', sx: kernel, stride }),
};
const activations = ['tanh', 'relu', 'sigmoid'];

/// The head brings the last dense layer. What drops out of its outputs is left away: it cannot be said here.
function layers_of({ model, loss }, [height, width, depth]) {
  const layers = [{ type: 'input', out_sx: width, out_sy: height, out_depth: depth }];
  for (const layer of model.layers) {
    if (makers[layer.type]) layers.push(makers[layer.type](layer));
    else if (layer.type === 'dropout') layers.at(-1).drop_prob = layer.rate;
    else if (activations.includes(layer.type)) layers.at(-1).activation = layer.type;
    else throw new Unable(`ConvNetJS 0.3.0 has no ${layer.type}`);
  }
  const units = layers.pop().num_neurons;
  return [...layers, { type: heads[loss.type], num_neurons: units, num_classes: units }];
}

function volume({ x }, [height, width, depth]) {
  if (height === 1) return new Vol(x);
  const made = new Vol(width, height, depth, 0);
  made.w.set(x);
  return made;
}

/// Its momentum is 0.9 unless told. It has no Adam: where we take Adam, it may take the cheaper momentum.
const method_of = ({ type, learning_rate }) =>
  type === 'sgd' ? { method: 'sgd', learning_rate, momentum: 0 } : { method: 'sgd', learning_rate: 0.01, momentum: 0.9 };

export class ConvNet {
  start(experiment, get_data) {
    const { optimizer, batch_size } = experiment;
    const { samples, shape } = get_data();
    this.regression = experiment.loss.type === 'mse';
    this.net = new Net();
    this.net.makeLayers(layers_of(experiment, shape));
    this.samples = samples.map((sample) => volume(sample, shape));
    this.answers = samples.map(({ target }) => (this.regression ? [2 * target - 1] : target));
    this.trainer = new Trainer(this.net, { ...method_of(optimizer), batch_size });
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
    const some = this.samples.slice(0, kJudged);
    const sum = some.reduce((total, sample, i) => {
      const y = this.net.forward(sample).w;
      return total + (this.regression ? (y[0] - this.answers[i][0]) ** 2 : -Math.log(y[this.answers[i]]));
    }, 0);
    return sum / some.length;
  }
}
