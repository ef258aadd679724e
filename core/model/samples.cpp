#include "core/model/samples.hpp"

#include "core/data/augment.hpp"
#include "core/data/datasets/registry.hpp"
#include "core/data/features/registry.hpp"
#include "core/losses/registry.hpp"

namespace downhill {
namespace {

/// Every step has a stream of its own: this number in the low byte, where other streams have theirs, the step above.
constexpr std::uint64_t kAugmentStream = 6;

}  // namespace

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

FeatureMap::FeatureMap(const Experiment& experiment) {
  for (const std::string& name : experiment.features) functions_.push_back(find_piece(all_features(), name)->compute);
}

void FeatureMap::compute(double x, double y, Real* out) const {
  for (auto function : functions_) *out++ = static_cast<Real>(function(x, y));
}

Shape input_shape(const Experiment& experiment, std::int64_t samples) {
  const PictureSource* pictures = find_piece(all_datasets(), experiment.dataset.type)->pictures;
  if (pictures != nullptr) return {samples, 1, pictures->height, pictures->width};
  return {samples, static_cast<std::int64_t>(experiment.features.size())};
}

Result<Samples> Samples::make(const Experiment& experiment, std::int64_t units, const ImageStore& store) {
  const DatasetInfo& dataset = *find_piece(all_datasets(), experiment.dataset.type);
  const LossInfo& loss = *find_piece(all_losses(), experiment.loss.type);
  Samples samples;
  samples.classes_ = dataset.classes;
  samples.kind_ = loss.target;
  samples.targets_ = loss.target == TargetKind::class_index ? 1 : static_cast<int>(units);
  samples.inputs_ = static_cast<int>(input_shape(experiment, 1).count());
  if (dataset.pictures != nullptr) {
    Result<Pictures> pictures = Pictures::make(dataset, experiment.dataset.values, experiment.seed, store);
    if (!pictures) return pictures.error();
    samples.count_ = pictures.value().count();
    samples.train_count_ = pictures.value().train_count();
    samples.pictures_ = std::move(pictures.value());
    return samples;
  }
  samples.points_ = sample_points(dataset, experiment.dataset.values, experiment.seed);
  samples.count_ = static_cast<int>(samples.points_.size());
  samples.train_count_ = downhill::train_count(samples.count_, experiment.dataset.values[kTrainFraction]);
  samples.x_.resize(samples.points_.size() * static_cast<std::size_t>(samples.inputs_));
  samples.t_.resize(samples.points_.size() * static_cast<std::size_t>(samples.targets_));
  const FeatureMap features(experiment);
  Real* x = samples.x_.data();
  Real* t = samples.t_.data();
  for (const Point& point : samples.points_) {
    features.compute(point.x, point.y, x);
    write_target(loss.target, dataset.classes, point.target, samples.targets_, t);
    x += samples.inputs_;
    t += samples.targets_;
  }
  return samples;
}

double Samples::target(int sample) {
  return pictures_ ? pictures_->label(sample) : points_[static_cast<std::size_t>(sample)].target;
}

void Samples::read(std::span<const int> samples, Real* x, Real* t) {
  for (const int sample : samples) {
    read_one(sample, x, t);
    x += inputs_;
    t += targets_;
  }
}

void Samples::read_training(std::span<const int> samples, const Experiment& experiment, std::uint64_t step, Real* x,
                            Real* t) {
  if (!pictures_) return read(samples, x, t);
  const std::span<const double> options = std::span(experiment.dataset.values).subspan(kAugment, kAugmentOptions);
  if (!changes_pictures(options)) return read(samples, x, t);
  Rng rng(experiment.seed, kAugmentStream + (step << 8));
  for (const int sample : samples) {
    pictures_->read_augmented(sample, options, rng, x);
    write_target(kind_, classes_, pictures_->label(sample), targets_, t);
    x += inputs_;
    t += targets_;
  }
}

void Samples::read(int first, int count, Real* x, Real* t) {
  for (int i = 0; i < count; ++i) read_one(first + i, x + i * inputs_, t + i * targets_);
}

void Samples::read_one(int sample, Real* x, Real* t) {
  if (pictures_) {
    pictures_->read(sample, x);
    write_target(kind_, classes_, pictures_->label(sample), targets_, t);
    return;
  }
  const auto at = static_cast<std::size_t>(sample);
  const auto inputs = static_cast<std::size_t>(inputs_), targets = static_cast<std::size_t>(targets_);
  for (std::size_t i = 0; i < inputs; ++i) x[i] = x_[at * inputs + i];
  for (std::size_t i = 0; i < targets; ++i) t[i] = t_[at * targets + i];
}

}  // namespace downhill
