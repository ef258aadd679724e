// What the peers train on: {samples: [{x, target}, ...], shape: [height, width, depth]}.
import { kPictureShape, pictures_of } from './pictures.mjs';
import { points_of } from './points.mjs';

/// A loss is told by so many samples at most: some peers need seconds for a hundred pictures.
export const kJudged = 250;

/// Pictures: four batches, but not so few that they are soon known by heart, nor more than the engine has.
const pictures_wanted = ({ batch_size, dataset }) => Math.min(Math.max(4 * batch_size, 40), dataset.train_samples);

export function data_of(experiment) {
  if (experiment.dataset.type === 'synthetic_digits')
    return { samples: pictures_of(experiment, pictures_wanted(experiment)), shape: kPictureShape };
  const samples = points_of(experiment);
  return { samples, shape: [1, 1, samples[0].x.length] };
}
