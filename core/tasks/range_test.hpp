#pragma once
#include <vector>

#include "core/data/image_store.hpp"
#include "core/model/experiment.hpp"
#include "core/model/safetensors.hpp"

namespace downhill {

struct RangeTestOptions {
  double minimum = 1e-6;
  double maximum = 10;
  int steps = 100;  // updates; each takes a learning rate by the same factor larger
};

struct RangePoint {
  double learning_rate = 0;
  double loss = 0;  // of the batch, before the update with this rate
};

struct RangeTest {
  std::vector<RangePoint> points;  // fewer than asked for when the loss ran away
  double suggestion = 0;           // NaN: the loss never fell
  bool diverged = false;
};

inline constexpr int kMostRangeSteps = 100'000;

/// Which learning rate suits this run? Trains with one that grows from step to step and watches the loss: it falls,
/// fastest at a good rate, and climbs again where steps are too long.
///   rate_i = minimum (maximum / minimum)^(i / (steps - 1));  suggestion = where the loss falls most steeply over log
///   rate, as a straight line through the points around tells (an eighth of all to each side, since batches scatter).
///   The test ends early when the loss, smoothed, is four times its best, or the net diverges.
/// It trains a copy, from the first step or from `checkpoint`, with the schedule set to constant: no run is changed.
/// Errors   a range that is empty or not within the optimizer's, steps outside [2, 100000], what the task refuses
/// Cost     memory and time of a run of so many steps
/// Source   Smith 2015, arXiv:1506.01186, section 3.3; suggestion and early end as in the fastai library
Result<RangeTest> test_learning_rates(const Experiment& experiment, const ImageStore& images,
                                      const TensorFile* checkpoint, const RangeTestOptions& options);

/// The suggestion for a list of points; NaN when the loss never falls.
double suggest_learning_rate(const std::vector<RangePoint>& points);

}  // namespace downhill
