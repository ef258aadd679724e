#include "core/model/samples.hpp"

#include "core/data/datasets/registry.hpp"
#include "core/data/features/registry.hpp"
#include "core/losses/registry.hpp"

namespace downhill {
namespace {

/// One answer as the loss wants it; writes `targets` numbers.
void write_target(TargetKind kind, std::uint32_t classes, double target, int targets, Real* out) {
  if (classes == 0 || kind == TargetKind::class_index) {
    out[0] = static_cast<Real>(target);
  } else if (targets > 1) {
    for (int d = 0; d < targets; ++d) out[d] = d == static_cast<int>(target) ? 1 : 0;
  } else {
    const double low = kind == TargetKind::value ? -1 : 0;
    out[0] = static_cast<Real>(target > 0 ? 1 : low);
  }
}

}  // namespace

FeatureMap::FeatureMap(const Experiment& experiment) {
  for (const std::string& name : experiment.features)
    functions_.push_back(find_piece(all_features(), name)->compute);
}

void FeatureMap::compute(double x, double y, Real* out) const {
  for (auto function : functions_) *out++ = static_cast<Real>(function(x, y));
}

Samples make_samples(const Experiment& experiment, std::int64_t units) {
  const DatasetInfo& dataset = *find_piece(all_datasets(), experiment.dataset.type);
  const LossInfo& loss = *find_piece(all_losses(), experiment.loss.type);
  const FeatureMap features(experiment);
  Samples samples;
  samples.points = sample_points(dataset, experiment.dataset.values, experiment.seed);
  samples.train_count =
      train_count(static_cast<int>(samples.points.size()), experiment.dataset.values[kTrainFraction]);
  samples.inputs = static_cast<int>(experiment.features.size());
  samples.targets = loss.target == TargetKind::class_index ? 1 : static_cast<int>(units);
  samples.x.resize(samples.points.size() * static_cast<std::size_t>(samples.inputs));
  samples.t.resize(samples.points.size() * static_cast<std::size_t>(samples.targets));
  Real* x = samples.x.data();
  Real* t = samples.t.data();
  for (const Point& point : samples.points) {
    features.compute(point.x, point.y, x);
    write_target(loss.target, dataset.classes, point.target, samples.targets, t);
    x += samples.inputs;
    t += samples.targets;
  }
  return samples;
}

}  // namespace downhill
