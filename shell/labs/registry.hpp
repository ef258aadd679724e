#pragma once
#include "shell/labs/lab.hpp"

namespace downhill {

/// Every lab, in the order of the list in shell/CMakeLists.txt.
std::span<const LabInfo* const> all_labs();

}  // namespace downhill
