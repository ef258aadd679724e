#include "core/kernels/max_pairs.hpp"

#include "core/kernels/ref/max_pairs.hpp"
#include "core/kernels/simd/max_pairs.hpp"

namespace downhill {
#ifdef DOWNHILL_REAL_DOUBLE
namespace fastest = ref;
#else
namespace fastest = simd;
#endif

void max_pairs(const Real* a, const Real* b, Index count, Index first, Index row, Real* y, Real* place) {
  fastest::max_pairs(a, b, count, first, row, y, place);
}

void spread_pairs(const Real* dy, const Real* place, Index count, Index first, Index row, Real* a, Real* b) {
  fastest::spread_pairs(dy, place, count, first, row, a, b);
}

}  // namespace downhill
