#pragma once
#include <array>
#include <cstdint>
#include <span>

#include "core/base/info.hpp"

namespace downhill {

/// How many numbers a schedule may remember.
inline constexpr int kScheduleState = 8;

/// What a schedule knows of the run so far.
struct ScheduleMemory {
  std::array<double, kScheduleState> state = {};
  double loss_sum = 0;  // of the batches of the current unit of time
  double batches = 0;
};

/// How the learning rate changes while a run goes on.
///
/// Time is counted in updates or in passes over the data, whole ones, as the option `unit` says; so are all lengths. The
/// first two options of every schedule are `warmup` and `unit`; schedule_rate() sees to both, for all of them alike.
struct ScheduleInfo {
  Info info;
  /// What the learning rate is multiplied by at `time` = 0, 1, 2, ... after the warm-up.
  double (*factor)(std::span<const double> options, double time, std::span<const double> state);
  /// Told the mean training loss of every unit of time when it is over; nullptr: does not look. `state` has
  /// kScheduleState numbers, all 0 at first, and is all that a schedule remembers.
  void (*observe)(std::span<const double> options, double loss, std::span<double> state) = nullptr;
};

/// The learning rate of the coming update, when `time` units have passed.
///   t < W:  rate (t + 1) / (W + 1), a straight line up;  then  rate factor(t - W)
/// for a warm-up of W units. PyTorch: SequentialLR of LinearLR(1/(W+1), 1, W) and the schedule.
double schedule_rate(const ScheduleInfo& schedule, std::span<const double> options, double rate, double time,
                     std::span<const double> state);

/// Does this schedule count passes over the data (or updates)?
bool counts_epochs(std::span<const double> options);

}  // namespace downhill
