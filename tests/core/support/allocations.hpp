#pragma once
#include <cstddef>

namespace downhill::test {

/// How often operator new was called in this program so far.
std::size_t allocations();

/// How many of them were not given back yet.
std::size_t live_allocations();

/// How many bytes were asked for.
std::size_t allocated_bytes();

}  // namespace downhill::test
