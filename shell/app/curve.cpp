#include "shell/app/curve.hpp"

namespace downhill {
namespace {

CurvePoint sum(const CurvePoint& a, const CurvePoint& b) {
  return {a.epoch + b.epoch, a.train_loss + b.train_loss, a.test_loss + b.test_loss,
          a.train_accuracy + b.train_accuracy, a.test_accuracy + b.test_accuracy};
}

CurvePoint divided(const CurvePoint& p, int count) {
  const float k = 1.0f / static_cast<float>(count);
  return {p.epoch * k, p.train_loss * k, p.test_loss * k, p.train_accuracy * k, p.test_accuracy * k};
}

}  // namespace

void Curve::clear() {
  points_.clear();
  pending_ = {};
  pending_count_ = 0;
  samples_per_point_ = 1;
}

void Curve::rewind(double epoch) {
  while (!points_.empty() && static_cast<double>(points_.back().epoch) > epoch) points_.pop_back();
  pending_ = {};
  pending_count_ = 0;
}

void Curve::add(const Metrics& m) {
  const CurvePoint point = {static_cast<float>(m.epoch), static_cast<float>(m.train_loss),
                            static_cast<float>(m.test_loss), static_cast<float>(m.train_accuracy),
                            static_cast<float>(m.test_accuracy)};
  // A second look at the same step (after a pause, after a weight was edited) replaces the first.
  if (!points_.empty() && pending_count_ == 0 && points_.back().epoch >= point.epoch) {
    points_.back() = point;
    return;
  }
  pending_ = sum(pending_, point);
  if (++pending_count_ < samples_per_point_) return;
  points_.push_back(divided(pending_, pending_count_));
  pending_ = {};
  pending_count_ = 0;
  if (points_.size() < kCapacity) return;
  for (std::size_t i = 0; i < kCapacity / 2; ++i) points_[i] = divided(sum(points_[2 * i], points_[2 * i + 1]), 2);
  points_.resize(kCapacity / 2);
  samples_per_point_ *= 2;
}

}  // namespace downhill
