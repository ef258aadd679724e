#pragma once
#include "core/initializers/initializer.hpp"

namespace downhill {

/// Every initializer, in the order of the list in core/CMakeLists.txt.
std::span<const InitializerInfo* const> all_initializers();

/// Their functions, in the same order.
std::span<const InitializerFill* const> all_initializer_fills();

/// That of one initializer of all_initializers().
InitializerFill fill_of(const InitializerInfo& initializer);

}  // namespace downhill
