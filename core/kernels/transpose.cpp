#include "core/kernels/transpose.hpp"

#include "core/kernels/ref/transpose.hpp"
#include "core/kernels/simd/transpose.hpp"

namespace downhill {
#ifdef DOWNHILL_REAL_DOUBLE
namespace fastest = ref;
#else
namespace fastest = simd;
#endif

void copy(const Real* in, Real* out, Index count) {
  fastest::copy(in, out, count);
}

void transpose(const Real* in, Index rows, Index columns, Index in_stride, Real* out, Index out_stride) {
  fastest::transpose(in, rows, columns, in_stride, out, out_stride);
}

}  // namespace downhill
