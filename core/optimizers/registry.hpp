#pragma once
#include "core/optimizers/optimizer.hpp"

namespace downhill {

/// Every optimizer, in the order of the list in core/CMakeLists.txt.
std::span<const OptimizerInfo* const> all_optimizers();

}  // namespace downhill
