// The page's side: window.bench.measure(name, experiment, how) trains on the main thread and says how fast.
//
// A contestant has  start(experiment, get_points): a fresh network; throws Unable where it lacks something
//                   train(steps): that many updates, at once
//                   loss(): over the training points
import { ConvNet } from './convnet.mjs';
import { Engine } from './engine.mjs';
import { points_of } from './points.mjs';
import { Tfjs } from './tfjs.mjs';
import { Unable } from './unable.mjs';

const contestants = {
  simd128: new Engine('simd128'),
  relaxed: new Engine('relaxed'),
  convnet: new ConvNet(),
  tfjs_cpu: new Tfjs('cpu'),
  tfjs_wasm: new Tfjs('wasm'),
};

/// Trains for at least `least_ms`, in chunks of over 10 ms; returns updates per second.
function train_for(contestant, least_ms) {
  let chunk = 1, steps = 0;
  const started = performance.now();
  for (let before = started; ;) {
    contestant.train(chunk);
    steps += chunk;
    const now = performance.now();
    if (now - started >= least_ms) return (1000 * steps) / (now - started);
    if (now - before < 10) chunk *= 2;
    before = now;
  }
}

window.bench = {
  /// how: {warm_ms, least_ms}. Answer: {steps_per_second, loss_before, loss_after} or {unable: why}.
  /// Always from fresh weights: a network that has learned all there is computes with other numbers than a young one.
  async measure(name, experiment, { warm_ms, least_ms }) {
    const contestant = contestants[name];
    try {
      await contestant.start(experiment, () => points_of(experiment));
    } catch (error) {
      if (error instanceof Unable) return { unable: error.message };
      throw error;
    }
    const loss_before = contestant.loss();
    train_for(contestant, warm_ms);
    const steps_per_second = train_for(contestant, least_ms);
    return { steps_per_second, loss_before, loss_after: contestant.loss() };
  },
};
