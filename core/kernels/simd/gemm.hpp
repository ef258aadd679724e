#pragma once
#include "core/base/types.hpp"
#include "core/kernels/simd/f32x4.hpp"

/// Matrix product in tiles that stay in registers: 4 rows by 8 columns, eight sums of four floats, which is what the
/// sixteen registers of SSE and of today's WebAssembly compilers hold without spilling.
///
/// Large products copy eight columns of B at a time into a panel on the stack, so that the inner loop reads memory in
/// order; small ones, as in the nets of the playground, read B where it lies. Both sum over k in ascending order.
namespace downhill::simd {

/// Rows of B in one panel: 12 KiB, a part of the first cache.
inline constexpr Index kPanelDepth = 384;

/// Rows of a tile. Where a multiplication and an addition are one instruction, no register holds their product, and
/// there is room for two rows more.
inline constexpr int kTileRows = 4;

/// A product with fewer rows than this does not pay for the panel.
inline constexpr Index kFewRows = 8;

/// C [rows, 4 vectors] (+)= A [rows, k] B [k, 4 vectors], with B's rows `b_stride` apart.
template <int rows, int vectors>
inline void gemm_tile(Index k, const float* a, Index a_row, Index a_column, const float* b, Index b_stride, float* c,
                      Index c_stride, bool accumulate) {
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
inline void gemm_rest(Index n, Index k, const float* a, Index a_row, Index a_column, const float* b, Index b_stride,
                      float* c, Index c_stride, bool accumulate) {
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

/// A few rows of C, B read where it lies.
template <int rows>
inline void gemm_rows(Index n, Index k, const float* a, Index a_row, Index a_column, const float* b, Index b_stride,
                      float* c, Index c_stride, bool accumulate) {
  Index j = 0;
  for (; j + 8 <= n; j += 8) gemm_tile<rows, 2>(k, a, a_row, a_column, b + j, b_stride, c + j, c_stride, accumulate);
  for (; j + 4 <= n; j += 4) gemm_tile<rows, 1>(k, a, a_row, a_column, b + j, b_stride, c + j, c_stride, accumulate);
  gemm_rest<rows>(n - j, k, a, a_row, a_column, b + j, b_stride, c + j, c_stride, accumulate);
}

/// The last rows together: a single one would wait for its own sums.
template <int most>
inline void gemm_last_rows(Index rows, Index k, const float* a, Index a_row, Index a_column, const float* panel,
                           float* c, Index c_stride, bool accumulate) {
  if constexpr (most > 0) {
    if (rows < most) return gemm_last_rows<most - 1>(rows, k, a, a_row, a_column, panel, c, c_stride, accumulate);
    gemm_tile<most, 2>(k, a, a_row, a_column, panel, 8, c, c_stride, accumulate);
  }
}

/// All rows of C for the eight columns of one panel.
inline void gemm_panel(Index m, Index k, const float* a, Index a_row, Index a_column, const float* panel, float* c,
                       Index c_stride, bool accumulate) {
  Index i = 0;
  for (; i + kTileRows <= m; i += kTileRows)
    gemm_tile<kTileRows, 2>(k, a + i * a_row, a_row, a_column, panel, 8, c + i * c_stride, c_stride, accumulate);
  gemm_last_rows<kTileRows - 1>(m - i, k, a + i * a_row, a_row, a_column, panel, c + i * c_stride, c_stride,
                                accumulate);
}

inline void gemm_packed(Index m, Index n, Index k, const float* a, Index a_row, Index a_column, const float* b,
                        Index b_stride, float* c, Index c_stride, bool accumulate) {
  alignas(16) float panel[kPanelDepth * 8];
  for (Index first = 0; first < k; first += kPanelDepth) {
    const Index depth = k - first < kPanelDepth ? k - first : kPanelDepth;
    const float* left = a + first * a_column;
    const float* right = b + first * b_stride;
    const bool add = accumulate || first > 0;
    Index j = 0;
    for (; j + 8 <= n; j += 8) {
      for (Index p = 0; p < depth; ++p) {
        store4(panel + 8 * p, load4(right + p * b_stride + j));
        store4(panel + 8 * p + 4, load4(right + p * b_stride + j + 4));
      }
      gemm_panel(m, depth, left, a_row, a_column, panel, c + j, c_stride, add);
    }
    if (j == n) continue;
    Index i = 0;
    for (; i + 4 <= m; i += 4)
      gemm_rows<4>(n - j, depth, left + i * a_row, a_row, a_column, right + j, b_stride, c + i * c_stride + j, c_stride,
                   add);
    for (; i < m; ++i)
      gemm_rows<1>(n - j, depth, left + i * a_row, a_row, a_column, right + j, b_stride, c + i * c_stride + j, c_stride,
                   add);
  }
}

inline void gemm(Index m, Index n, Index k, const float* a, Index a_row, Index a_column, const float* b, Index b_stride,
                 float* c, Index c_stride, bool accumulate) {
  if (m >= kFewRows && n >= 8 && k >= 8)
    return gemm_packed(m, n, k, a, a_row, a_column, b, b_stride, c, c_stride, accumulate);
  Index i = 0;
  for (; i + 4 <= m; i += 4)
    gemm_rows<4>(n, k, a + i * a_row, a_row, a_column, b, b_stride, c + i * c_stride, c_stride, accumulate);
  for (; i < m; ++i)
    gemm_rows<1>(n, k, a + i * a_row, a_row, a_column, b, b_stride, c + i * c_stride, c_stride, accumulate);
}

}  // namespace downhill::simd
