#pragma once
#include "core/losses/loss.hpp"

namespace downhill {

/// Every loss, in the order of the list in core/CMakeLists.txt.
std::span<const LossInfo* const> all_losses();

}  // namespace downhill
