#include "core/kernels/max_pairs.hpp"

#include "core/kernels/ref/max_pairs.hpp"
#include "core/kernels/simd/max_pairs.hpp"

namespace downhill {

void max_pairs(const Real* a, const Real* b, Index count, Index first, Index row, Real* y, Real* place) {
#ifdef DOWNHILL_REAL_DOUBLE
  ref::max_pairs(a, b, count, first, row, y, place);
#else
  simd::max_pairs(a, b, count, first, row, y, place);
#endif
}

}  // namespace downhill
