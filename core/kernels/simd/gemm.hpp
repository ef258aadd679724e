#pragma once

#include "core/base/types.hpp"
#include "core/kernels/simd/f32x4.hpp"

/// Matrix product in tiles that stay in registers. No packing: made for the small nets of the playground, whose
/// matrices fit the first cache.
namespace downhill::simd {

/// One tile of C: `rows` x (4 `vectors`) sums, all in registers.
template <int rows, int vectors>
inline void gemm_tile(Index k, const float* a, Index a_row, Index a_column, const float* b,
                      Index b_stride, float* c, Index c_stride, bool accumulate) {
  f32x4 sum[rows][vectors];
  for (int i = 0; i < rows; ++i)
    for (int v = 0; v < vectors; ++v) sum[i][v] = accumulate ? load4(c + i * c_stride + 4 * v) : splat4(0);
  for (Index p = 0; p < k; ++p) {
    f32x4 row[vectors];
    for (int v = 0; v < vectors; ++v) row[v] = load4(b + p * b_stride + 4 * v);
    for (int i = 0; i < rows; ++i) {
      const f32x4 left = splat4(a[i * a_row + p * a_column]);
      for (int v = 0; v < vectors; ++v) sum[i][v] = multiply_add(left, row[v], sum[i][v]);
    }
  }
  for (int i = 0; i < rows; ++i)
    for (int v = 0; v < vectors; ++v) store4(c + i * c_stride + 4 * v, sum[i][v]);
}

/// The last columns, fewer than four.
template <int rows>
inline void gemm_rest(Index n, Index k, const float* a, Index a_row, Index a_column,
                      const float* b, Index b_stride, float* c, Index c_stride, bool accumulate) {
  for (Index j = 0; j < n; ++j) {
    float sum[rows];
    for (int i = 0; i < rows; ++i) sum[i] = accumulate ? c[i * c_stride + j] : 0;
    for (Index p = 0; p < k; ++p) {
      const float right = b[p * b_stride + j];
      for (int i = 0; i < rows; ++i) sum[i] += a[i * a_row + p * a_column] * right;
    }
    for (int i = 0; i < rows; ++i) c[i * c_stride + j] = sum[i];
  }
}

template <int rows>
inline void gemm_rows(Index n, Index k, const float* a, Index a_row, Index a_column,
                      const float* b, Index b_stride, float* c, Index c_stride, bool accumulate) {
  Index j = 0;
  for (; j + 8 <= n; j += 8) gemm_tile<rows, 2>(k, a, a_row, a_column, b + j, b_stride, c + j, c_stride, accumulate);
  for (; j + 4 <= n; j += 4) gemm_tile<rows, 1>(k, a, a_row, a_column, b + j, b_stride, c + j, c_stride, accumulate);
  gemm_rest<rows>(n - j, k, a, a_row, a_column, b + j, b_stride, c + j, c_stride, accumulate);
}

inline void gemm(Index m, Index n, Index k, const float* a, Index a_row,
                 Index a_column, const float* b, Index b_stride, float* c, Index c_stride,
                 bool accumulate) {
  Index i = 0;
  for (; i + 4 <= m; i += 4)
    gemm_rows<4>(n, k, a + i * a_row, a_row, a_column, b, b_stride, c + i * c_stride, c_stride, accumulate);
  for (; i < m; ++i)
    gemm_rows<1>(n, k, a + i * a_row, a_row, a_column, b, b_stride, c + i * c_stride, c_stride, accumulate);
}

}  // namespace downhill::simd
