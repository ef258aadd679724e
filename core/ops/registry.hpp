#pragma once
#include "core/ops/op.hpp"

namespace downhill {

/// Every op, in the order of the list in core/CMakeLists.txt.
std::span<const OpInfo* const> all_ops();

/// The passes of the same ops, in the same order.
std::span<const OpPasses* const> all_op_passes();

/// Those of one op of all_ops().
const OpPasses& passes_of(const OpInfo& op);

}  // namespace downhill
