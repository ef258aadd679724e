#pragma once

#include "core/base/types.hpp"
#include "core/kernels/transpose.hpp"

namespace downhill {

/// A matrix whose element (row, column) is data[row * row_stride + column * column_stride]; a transpose is free.
struct MatrixRef {
  const Real* data;
  Index row_stride;
  Index column_stride;
};

/// Matrix product.
///   C[i,j] = sum_k A[i,k] B[k,j]      (+ C[i,j] when `accumulate`)
/// Shapes   A [M,K] with any strides  B [K,N] and C [M,N] row-major, their rows `b_stride` and `c_stride` apart
/// Cost     2 M N K flops, no memory. C must not overlap A or B.
/// float: kernels/simd, double: kernels/ref; both sum over k in ascending order.
void gemm(Index m, Index n, Index k, MatrixRef a, const Real* b, Index b_stride, Real* c, Index c_stride,
          bool accumulate);

}  // namespace downhill
