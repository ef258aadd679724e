// Training points for the peers, as the engine's own generators spread them: {x: [[x, y], ...], target: [...]}.
// The engine makes its own from the experiment; for the speed only their number and size matter.
import { make_random } from './random.mjs';
import { Unable } from './unable.mjs';

const shapes = {
  circle(share, label, random) {
    const radius = label ? 3.5 + 1.5 * random() : 2.5 * random();
    const angle = 2 * Math.PI * random();
    return [radius * Math.sin(angle), radius * Math.cos(angle)];
  },
  spiral(share, label) {
    const angle = 1.75 * 2 * Math.PI * share + label * Math.PI;
    return [5 * share * Math.sin(angle), 5 * share * Math.cos(angle)];
  },
};

export function points_of({ dataset, features, seed }) {
  const shape = shapes[dataset.type];
  if (!shape || features.join() !== 'x,y') throw new Unable(`page/points.mjs has no points for ${dataset.type} with ${features}`);
  const random = make_random(seed);
  const count = Math.round(dataset.samples * dataset.train_fraction);
  const points = Array.from({ length: count }, (_, i) => ({ x: shape(i / count, i % 2, random), target: i % 2 }));
  for (let i = count - 1; i > 0; --i) {
    const other = Math.floor(random() * (i + 1));
    [points[i], points[other]] = [points[other], points[i]];
  }
  return points;
}
