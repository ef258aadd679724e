// The page's side: window.bench.measure(name, work, how) trains on the main thread and says how fast.
//
// Who trains has    start(experiment, get_data): a fresh network; throws Unable where it lacks something
//                   train(steps): that many updates, at once
//                   loss(): before or after them
// Who multiplies    start({m, k, n}), run(repetitions)
import { ConvNet } from './convnet.mjs';
import { data_of } from './data.mjs';
import { Engine } from './engine.mjs';
import { LoopPeak, OurProduct } from './kernels.mjs';
import { Tfjs, TfjsProduct } from './tfjs.mjs';
import { Unable } from './unable.mjs';

const learners = {
  simd128: new Engine('simd128'),
  relaxed: new Engine('relaxed'),
  convnet: new ConvNet(),
  tfjs_cpu: new Tfjs('cpu'),
  tfjs_wasm: new Tfjs('wasm'),
};
const multipliers = {
  simd128: new OurProduct('simd128'),
  relaxed: new OurProduct('relaxed'),
  peak_simd128: new LoopPeak('simd128'),
  peak_relaxed: new LoopPeak('relaxed'),
  tfjs_wasm: new TfjsProduct('wasm'),
};

/// Runs for at least `least_ms`, in chunks of over 10 ms: {count, per_second}.
function run_for(run, least_ms) {
  let chunk = 1, count = 0;
  const started = performance.now();
  for (let before = started; ;) {
    run(chunk);
    count += chunk;
    const now = performance.now();
    if (now - started >= least_ms) return { count, per_second: (1000 * count) / (now - started) };
    if (now - before < 10) chunk *= 2;
    before = now;
  }
}

async function multiply(multiplier, { m, k, n }, { warm_ms, least_ms }) {
  await multiplier.start({ m, k, n });
  const run = (repetitions) => multiplier.run(repetitions);
  run_for(run, warm_ms);
  return { rate: (2e-9 * m * n * k) * run_for(run, least_ms).per_second };
}

/// Always from fresh weights: a network that has learned all there is computes with other numbers than a young one.
async function learn(learner, experiment, { warm_ms, least_ms }) {
  await learner.start(experiment, () => data_of(experiment));
  const run = (steps) => learner.train(steps);
  const loss_before = learner.loss();
  const warm = run_for(run, warm_ms);
  const { count, per_second } = run_for(run, least_ms);
  return {
    rate: per_second * experiment.batch_size,
    steps: warm.count + count,
    loss_before,
    loss_after: learner.loss(),
    parameters: learner.parameters?.(),
  };
}

window.bench = {
  /// how: {warm_ms, least_ms}. Answer: {rate, ...}, samples/s or GFLOP/s, or {unable: why}.
  async measure(name, { experiment, product }, how) {
    try {
      return await (product ? multiply(multipliers[name], product, how) : learn(learners[name], experiment, how));
    } catch (error) {
      if (error instanceof Unable) return { unable: error.message };
      throw error;
    }
  },
  /// MiB of a fresh engine that has trained two steps; its memory only grows, so that this is the peak.
  async memory(experiment) {
    const engine = new Engine('simd128');
    await engine.start(experiment);
    engine.train(2);
    engine.loss();
    return engine.heap_bytes() / 2 ** 20;
  },
};
