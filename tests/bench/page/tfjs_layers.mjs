// The layers of an experiment in TensorFlow.js: makers[type](layer, shape of one sample) gives {weights, apply, shape},
// where apply(x, earlier) runs over a batch and `earlier` finds the outputs of named layers.
import { make_random } from './random.mjs';
import { Unable } from './unable.mjs';

const tf = self.tf;
const size_of = (shape) => shape.reduce((product, length) => product * length, 1);

let random = make_random(1);
/// Weights between -a and a with the deviation of Xavier's rule.
function weight(shape, fan_in, fan_out) {
  const bound = Math.sqrt(6 / (fan_in + fan_out));
  return tf.variable(tf.tensor(Float32Array.from({ length: size_of(shape) }, () => bound * (2 * random() - 1)), shape));
}
const constant = (length, value) => tf.variable(tf.fill([length], value));

function dense({ units, over = 'sample' }, shape) {
  const each = over === 'last';
  const inputs = each ? shape.at(-1) : size_of(shape);
  const w = weight([inputs, units], inputs, units), b = constant(units, 0);
  const out = each ? [...shape.slice(0, -1), units] : [units];
  const apply = (x) => tf.reshape(tf.add(tf.matMul(tf.reshape(x, [-1, inputs]), w), b), [-1, ...out]);
  const plain = (x) => tf.add(tf.matMul(x, w), b);
  return { weights: [w, b], shape: out, apply: !each && shape.length === 1 ? plain : apply };
}

function conv2d({ units, kernel, stride = 1, padding = 0 }, [height, width, depth]) {
  const patch = kernel * kernel;
  const w = weight([kernel, kernel, depth, units], patch * depth, patch * units), b = constant(units, 0);
  const length = (n) => Math.floor((n + 2 * padding - kernel) / stride) + 1;
  return { weights: [w, b], shape: [length(height), length(width), units], apply: (x) => tf.add(tf.conv2d(x, w, stride, padding, 'NHWC', 1, 'floor'), b) };
}

function max_pool2d({ kernel = 2, stride = kernel }, [height, width, depth]) {
  const length = (n) => Math.floor((n - kernel) / stride) + 1;
  return { weights: [], shape: [length(height), length(width), depth], apply: (x) => tf.maxPool(x, kernel, stride, 'valid') };
}

function crop({ top = 0, bottom = 0, left = 0, right = 0 }, [height, width, depth]) {
  const shape = [height - top - bottom, width - left - right, depth];
  return { weights: [], shape, apply: (x) => tf.slice(x, [0, top, left, 0], [-1, ...shape]) };
}

function reshape({ d1, d2 }) {
  return { weights: [], shape: [d1, d2], apply: (x) => tf.reshape(x, [-1, d1, d2]) };
}

/// Its own layer, as everybody uses it.
function lstm({ units }, shape) {
  const layer = tf.layers.lstm({ units });
  tf.tidy(() => layer.apply(tf.zeros([1, ...shape])));  // builds it
  return { weights: layer.trainableWeights.map(({ val }) => val), shape: [units], apply: (x) => layer.apply(x) };
}

function layer_norm(options, shape) {
  const width = shape.at(-1);
  const w = constant(width, 1), b = constant(width, 0);
  const apply = (x) => {
    const { mean, variance } = tf.moments(x, -1, true);
    return tf.add(tf.mul(tf.div(tf.sub(x, mean), tf.sqrt(tf.add(variance, 1e-5))), w), b);
  };
  return { weights: [w, b], shape, apply };
}

function multi_head_attention({ heads }, [steps, width]) {
  const part = width / heads;
  const into = weight([width, 3 * width], width, width), out = weight([width, width], width, width);
  const into_bias = constant(3 * width, 0), out_bias = constant(width, 0);
  const apply = (x) => {
    const all = tf.add(tf.matMul(tf.reshape(x, [-1, width]), into), into_bias);
    const [q, k, v] = tf.split(all, 3, 1).map((each) => tf.transpose(tf.reshape(each, [-1, steps, heads, part]), [0, 2, 1, 3]));
    const p = tf.softmax(tf.mul(tf.matMul(q, k, false, true), 1 / Math.sqrt(part)));
    const joined = tf.reshape(tf.transpose(tf.matMul(p, v), [0, 2, 1, 3]), [-1, width]);
    return tf.reshape(tf.add(tf.matMul(joined, out), out_bias), [-1, steps, width]);
  };
  return { weights: [into, out, into_bias, out_bias], shape: [steps, width], apply };
}

const plain = (apply) => (layer, shape) => ({ weights: [], shape, apply });
const makers = {
  dense, conv2d, max_pool2d, crop, reshape, lstm, layer_norm, multi_head_attention,
  relu: plain((x) => tf.relu(x)),
  tanh: plain((x) => tf.tanh(x)),
  sigmoid: plain((x) => tf.sigmoid(x)),
  dropout: (layer, shape) => ({ weights: [], shape, apply: (x) => tf.dropout(x, layer.rate) }),
  add: ({ inputs: [first, second] }, shape) => ({ weights: [], shape, apply: (x, earlier) => tf.add(earlier[first], earlier[second]) }),
};

/// {weights, forward(x)} of the whole network; `shape` is that of one sample.
export function make_network({ model, seed }, shape) {
  random = make_random(seed);
  const layers = model.layers.map((layer) => {
    if (!makers[layer.type]) throw new Unable(`page/tfjs_layers.mjs has no ${layer.type}`);
    const made = makers[layer.type](layer, shape);
    shape = made.shape;
    return { name: layer.name, ...made };
  });
  const forward = (x) => {
    const earlier = {};
    for (const { name, apply } of layers) {
      x = apply(x, earlier);
      if (name) earlier[name] = x;
    }
    return x;
  };
  return { weights: layers.flatMap(({ weights }) => weights), forward };
}
