// What a step has to calculate, counted from the experiment: multiplications and additions of the matrix products.
// Activations, pooling, normalisation, losses and optimizers are left out, so that a share of the peak is a lower bound.

const count = (shape) => shape.reduce((product, length) => product * length, 1);
const slid = (length, kernel, { padding = 0, stride = 1 }) => Math.floor((length + 2 * padding - kernel) / stride) + 1;

/// {y: shape of a sample, flops: forward, of them `inputs`: what dx costs and a first layer leaves out}.
const kinds = {
  dense(x, { units, over }) {
    const width = over === 'last' ? x.at(-1) : count(x), flops = 2 * units * width * (count(x) / width);
    return { y: over === 'last' ? [...x.slice(0, -1), units] : [units], flops, inputs: flops };
  },
  conv2d([channels, height, width], layer) {
    const y = [layer.units, slid(height, layer.kernel, layer), slid(width, layer.kernel, layer)];
    const flops = 2 * count(y) * channels * layer.kernel ** 2;
    return { y, flops, inputs: flops };
  },
  max_pool2d: ([channels, height, width], { kernel = 2 }) => ({ y: [channels, Math.floor(height / kernel), Math.floor(width / kernel)] }),
  crop: ([channels, height, width], { top = 0, bottom = 0, left = 0, right = 0 }) => ({ y: [channels, height - top - bottom, width - left - right] }),
  reshape: (x, { d1, d2 }) => ({ y: [d1, d2] }),
  lstm([times, width], { units }) {
    const inputs = 8 * times * units * width;  // four gates
    return { y: [units], flops: inputs + 8 * times * units * units, inputs };
  },
  multi_head_attention([times, width]) {
    const inputs = 6 * times * width * width;  // queries, keys and values
    return { y: [times, width], flops: inputs + 2 * times * width * width + 4 * times * times * width, inputs };
  },
};

/// FLOP of one sample in a step: forward once, and the same again for dw and for dx.
export function flops_of_sample({ dataset, features, model }) {
  let x = dataset.type === 'synthetic_digits' ? [1, 28, 28] : [features.length], sum = 0, first = true;
  for (const layer of model.layers) {
    const { y = x, flops = 0, inputs = 0 } = kinds[layer.type]?.(x, layer) ?? {};
    sum += 3 * flops - (first ? inputs : 0);
    first = first && flops === 0;
    x = y;
  }
  return sum;
}

/// FLOP of what `rate` counts: a sample, or 10^9 of them for a product.
export const flops_of = ({ product, experiment }) => (product ? 1e9 : flops_of_sample(experiment));
