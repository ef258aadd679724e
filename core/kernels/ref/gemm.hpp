#pragma once
#include "core/base/types.hpp"

/// The readable truth of the matrix product.
namespace downhill::ref {

template <class T>
void gemm(Index m, Index n, Index k, const T* a, Index a_row, Index a_column, const T* b, Index b_stride, T* c,
          Index c_stride, bool accumulate) {
  for (Index i = 0; i < m; ++i)
    for (Index j = 0; j < n; ++j) {
      T sum = accumulate ? c[i * c_stride + j] : T(0);
      for (Index p = 0; p < k; ++p) sum += a[i * a_row + p * a_column] * b[p * b_stride + j];
      c[i * c_stride + j] = sum;
    }
}

}  // namespace downhill::ref
