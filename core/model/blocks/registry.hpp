#pragma once
#include "core/model/blocks/block.hpp"

namespace downhill {

/// Every block, in the order of the list in core/CMakeLists.txt.
std::span<const BlockInfo* const> all_blocks();

}  // namespace downhill
