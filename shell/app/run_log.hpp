#pragma once
#include <cstdint>
#include <limits>
#include <vector>

#include "core/model/experiment.hpp"
#include "core/session/protocol.hpp"
#include "shell/app/curve.hpp"

namespace downhill {

/// What is kept of a run for comparison.
struct RunRecord {
  std::uint32_t id = 0;  // counts up
  int color = 0;         // one of RunLog::kCapacity, its own as long as it is kept
  bool shown = true;     // its curve is drawn beside the others
  Experiment experiment;
  std::uint32_t parameters = 0;
  double epoch = 0;
  double loss = std::numeric_limits<double>::quiet_NaN();           // on the test set, the last one measured
  double best_accuracy = std::numeric_limits<double>::quiet_NaN();  // on the test set
  std::vector<CurvePoint> points;
};

/// The runs that were started, the last of them the one that goes on. One that has hardly learned makes way for the
/// next: a slider that is dragged starts many.
class RunLog {
 public:
  static constexpr std::size_t kCapacity = 6;

  void begin(const Experiment& experiment, std::uint32_t parameters);
  /// What was measured of the last one.
  void take(const Experiment& experiment, const Metrics& metrics, const std::vector<CurvePoint>& points);

  const std::vector<RunRecord>& records() const { return records_; }
  void show(std::uint32_t id, bool shown);
  /// Not the last one: it goes on.
  void remove(std::uint32_t id);
  void clear();

 private:
  int free_color() const;

  std::vector<RunRecord> records_;
  std::uint32_t next_id_ = 1;
};

}  // namespace downhill
