#include "core/kernels/gemm.hpp"

#include "core/kernels/ref/gemm.hpp"
#include "core/kernels/simd/gemm.hpp"

namespace downhill {

void gemm(Index m, Index n, Index k, MatrixRef a, const Real* b, Index b_stride, Real* c, Index c_stride,
          bool accumulate) {
#ifdef DOWNHILL_REAL_DOUBLE
  ref::gemm(m, n, k, a.data, a.row_stride, a.column_stride, b, b_stride, c, c_stride, accumulate);
#else
  simd::gemm(m, n, k, a.data, a.row_stride, a.column_stride, b, b_stride, c, c_stride, accumulate);
#endif
}

}  // namespace downhill
