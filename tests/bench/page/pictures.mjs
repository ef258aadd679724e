// Pictures for the peers: strokes in places of their own for every class, under noise, normalised like the engine's.
// The engine draws its own; for the speed only their number and size matter, and that they can be learned.
import { make_random } from './random.mjs';

const kSide = 28, kClasses = 10;
const kMean = 0.1307, kDeviation = 0.3081;

/// [{x: Float32Array(784), target: class}, ...]
export function pictures_of({ seed }, count) {
  const random = make_random(seed);
  return Array.from({ length: count }, (_, i) => {
    const target = i % kClasses;
    const ink = Float32Array.from({ length: kSide * kSide }, () => 0.2 * random());
    for (let y = 6; y < 22; ++y) ink[y * kSide + 4 + 2 * target] = ink[(4 + 2 * target) * kSide + y] = 1;
    return { x: ink.map((value) => (value - kMean) / kDeviation), target };
  });
}

export const kPictureShape = [kSide, kSide, 1];
