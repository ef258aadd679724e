#pragma once
#include "core/initializers/initializer.hpp"

namespace downhill {

/// Every initializer, in the order of the list in core/CMakeLists.txt.
std::span<const InitializerInfo* const> all_initializers();

}  // namespace downhill
