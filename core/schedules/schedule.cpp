#include "core/schedules/schedule.hpp"

#include "core/schedules/schedule_options.hpp"

namespace downhill {

double schedule_rate(const ScheduleInfo& schedule, std::span<const double> options, double rate, double time,
                     std::span<const double> state) {
  const double warmup = options[kWarmup];
  if (time < warmup) return rate * (time + 1) / (warmup + 1);
  return rate * schedule.factor(options, time - warmup, state);
}

bool counts_epochs(std::span<const double> options) {
  return static_cast<int>(options[kUnit]) == kEpochs;
}

}  // namespace downhill
