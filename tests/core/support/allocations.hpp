#pragma once
#include <cstddef>

namespace downhill::test {

/// How often operator new was called in this program so far.
std::size_t allocations();

}  // namespace downhill::test
