#pragma once
#include "core/regularizers/regularizer.hpp"

namespace downhill {

/// Every regularizer, in the order of the list in core/CMakeLists.txt.
std::span<const RegularizerInfo* const> all_regularizers();

}  // namespace downhill
