#pragma once
#include "core/schedules/schedule.hpp"

namespace downhill {

/// Every schedule, in the order of the list in core/CMakeLists.txt.
std::span<const ScheduleInfo* const> all_schedules();

}  // namespace downhill
