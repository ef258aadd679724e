#pragma once
#include <cstddef>
#include <cstdint>

namespace downhill {

/// The number type of all tensors. float in every product; double in the test build that checks gradients.
#ifdef DOWNHILL_REAL_DOUBLE
using Real = double;
#else
using Real = float;
#endif

/// Counts and strides inside kernels: as wide as a pointer, so that 32-bit WebAssembly does no 64-bit index arithmetic.
using Index = std::ptrdiff_t;

/// A sentence in every language of the product. Both are always present: a test refuses an empty one.
struct Text {
  const char* en;
  const char* zh;
};

}  // namespace downhill
