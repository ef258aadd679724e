#pragma once
#include <vector>

#include "core/data/dataset.hpp"
#include "core/losses/loss.hpp"
#include "core/model/experiment.hpp"

namespace downhill {

/// Points turned into what a network eats: rows of features, and answers as the loss wants them.
struct Samples {
  std::vector<Point> points;  // the first `train_count` are for training
  int train_count = 0;
  int inputs = 0;   // features a row
  int targets = 0;  // numbers an answer
  std::vector<Real> x;
  std::vector<Real> t;

  std::int64_t count() const { return static_cast<std::int64_t>(points.size()); }
};

/// Makes the samples of an experiment whose last layer has `units` outputs.
Samples make_samples(const Experiment& experiment, std::int64_t units);

/// The features of one place, in the experiment's order; writes features.size() numbers.
class FeatureMap {
 public:
  explicit FeatureMap(const Experiment& experiment);
  void compute(double x, double y, Real* out) const;

 private:
  std::vector<double (*)(double, double)> functions_;
};

}  // namespace downhill
