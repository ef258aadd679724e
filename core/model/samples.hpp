#pragma once
#include <optional>
#include <vector>

#include "core/data/pictures.hpp"
#include "core/losses/loss.hpp"
#include "core/model/experiment.hpp"

namespace downhill {

/// The shape of a batch of `samples` inputs: [N, features] for points, [N,1,H,W] for pictures.
Shape input_shape(const Experiment& experiment, std::int64_t samples);

/// What an experiment learns from, ready for the network: points turned into rows of features, or pictures; and
/// answers as the loss wants them. The first train_count() samples are for training, the others for testing.
class Samples {
 public:
  /// For a network whose last layer has `units` outputs.
  /// Errors   pictures that the host has not supplied
  static Result<Samples> make(const Experiment& experiment, std::int64_t units, const ImageStore& store);

  int count() const { return count_; }
  int train_count() const { return train_count_; }
  std::uint32_t classes() const { return classes_; }  // 0: regression
  int inputs() const { return inputs_; }              // numbers of one sample
  int targets() const { return targets_; }            // numbers of one answer
  const std::vector<Point>& points() const { return points_; }
  Pictures* pictures() { return pictures_ ? &*pictures_ : nullptr; }

  /// The class or value of one sample.
  double target(int sample);

  /// Copies samples into a batch, one behind the other. Do not allocate.
  void read(std::span<const int> samples, Real* x, Real* t);
  void read(int first, int count, Real* x, Real* t);
  /// The batch of training step `step`: as read(), with pictures changed as `experiment` asks for. What is drawn for a
  /// step depends on seed and step alone, so that a checkpoint need not remember it.
  void read_training(std::span<const int> samples, const Experiment& experiment, std::uint64_t step, Real* x, Real* t);

 private:
  void read_one(int sample, Real* x, Real* t);

  int count_ = 0;
  int train_count_ = 0;
  int inputs_ = 0;
  int targets_ = 0;
  std::uint32_t classes_ = 0;
  TargetKind kind_ = TargetKind::value;
  std::vector<Point> points_;
  std::vector<Real> x_, t_;  // of points
  std::optional<Pictures> pictures_;
};

/// One answer, a class or a value, as the loss wants it; writes `targets` numbers.
void write_target(TargetKind kind, std::uint32_t classes, double target, int targets, Real* out);

/// The features of one place, in the experiment's order; writes features.size() numbers.
class FeatureMap {
 public:
  explicit FeatureMap(const Experiment& experiment);
  void compute(double x, double y, Real* out) const;

 private:
  std::vector<double (*)(double, double)> functions_;
};

}  // namespace downhill
