#pragma once
#include <cstddef>
#include <vector>

#include "core/session/protocol.hpp"

namespace downhill {

/// One dot of the learning curves.
struct CurvePoint {
  float epoch = 0;
  float train_loss = 0;
  float test_loss = 0;
  float train_accuracy = 0;
  float test_accuracy = 0;
};

/// The history of a run in at most kCapacity points. When it is full, neighbours are merged into their mean, so the
/// whole run stays visible and a frame never draws more.
class Curve {
 public:
  static constexpr std::size_t kCapacity = 1000;

  void clear();
  /// Forgets what came after `epoch`: the run goes on from there.
  void rewind(double epoch);
  void add(const Metrics& metrics);
  const std::vector<CurvePoint>& points() const { return points_; }

 private:
  std::vector<CurvePoint> points_;
  CurvePoint pending_;  // sum of the samples that make the next point
  int pending_count_ = 0;
  int samples_per_point_ = 1;
};

}  // namespace downhill
