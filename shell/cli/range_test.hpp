#pragma once
#include "core/session/session.hpp"

namespace downhill {

/// Runs the learning-rate range test from where the session stands; prints a JSON line a step and one at the end.
Status print_range_test(const Session& session, const RangeTestOptions& options);

}  // namespace downhill
