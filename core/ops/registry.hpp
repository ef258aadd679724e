#pragma once
#include "core/ops/op.hpp"

namespace downhill {

/// Every op, in the order of the list in core/CMakeLists.txt.
std::span<const OpInfo* const> all_ops();

}  // namespace downhill
