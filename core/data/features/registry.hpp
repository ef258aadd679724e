#pragma once
#include "core/data/feature.hpp"

namespace downhill {

/// Every input feature, in the order of the list in core/CMakeLists.txt.
std::span<const FeatureInfo* const> all_features();

}  // namespace downhill
