#pragma once
#include "core/kernels/simd/gemm_tile.hpp"
#include "core/kernels/simd/transpose.hpp"

/// Matrix product in the tiles of gemm_tile.hpp.
///
/// Large products copy B into panels of eight columns on the stack, so that the inner loop reads memory in order; small
/// ones, as in the nets of the playground, read B where it lies.
namespace downhill::simd {

/// Rows of B in one panel, and the numbers of all panels that are filled together: 64 KiB, a part of the second cache.
/// A few rows of A are read once for all of them and stay in the first.
inline constexpr Index kPanelDepth = 256;
inline constexpr Index kPanelNumbers = 64 * kPanelDepth;

/// Columns of A are turned into rows, which are faster to read where the tile is bound by that, when they serve so many
/// panels.
inline constexpr bool kTurns = kTileRows == 4;
inline constexpr Index kManyPanels = 8;

/// A product with fewer rows than this does not pay for the panels.
inline constexpr Index kFewRows = 8;

/// What a row of sums begins with when nothing is there.
inline constexpr float kZeros[8] = {};

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
  const auto tiles = [&]<int vectors>() {
    for (; j + 4 * vectors <= n; j += 4 * vectors)
      gemm_tile<rows, vectors>(k, a, a_row, a_column, b + j, b_stride, accumulate ? c + j : kZeros,
                               accumulate ? c_stride : 0, c + j, c_stride);
  };
  tiles.template operator()<2>();
  tiles.template operator()<1>();
  gemm_rest<rows>(n - j, k, a, a_row, a_column, b + j, b_stride, c + j, c_stride, accumulate);
}

/// C [m,n] = A [m,k] B [k,n], + C when `accumulate`, else + row_values[i] in row i unless that is nullptr. B is given by
/// who fills its panels:
///   fill(first row, rows, first column, columns, panel) writes [rows, 8]; behind `columns` any finite numbers
template <class Fill>
inline void gemm_packed(Index m, Index n, Index k, const float* a, Index a_row, Index a_column, Fill fill, float* c,
                        Index c_stride, bool accumulate, const float* row_values = nullptr) {
  alignas(16) float panels[kPanelNumbers];
  float turned[kTurns ? kTileRows * kPanelDepth : 1];
  const Index blocks = (k + kPanelDepth - 1) / kPanelDepth, most = (k + blocks - 1) / blocks;
  const Index columns_at_once = kPanelNumbers / most / 8 * 8;
  for (Index j = 0; j < n; j += columns_at_once) {
    const Index columns = n - j < columns_at_once ? n - j : columns_at_once, whole = columns / 8;
    for (Index first = 0; first < k; first += most) {
      const Index depth = k - first < most ? k - first : most;
      for (Index at = 0; at < columns; at += 8)
        fill(first, depth, j + at, columns - at < 8 ? columns - at : 8, panels + at * depth);
      const bool add = accumulate || first > 0;
      for (Index i = 0, rows; i < m; i += rows) {
        rows = next_tile(m - i);
        float values[kTileRows * 8] = {};
        const float* left = a + i * a_row + first * a_column;
        Index left_row = a_row, left_column = a_column;
        if (kTurns && a_row == 1 && a_column != 1 && whole >= kManyPanels) {
          transpose(left, depth, rows, a_column, turned, depth);
          left = turned;
          left_row = depth;
          left_column = 1;
        }
        for (Index r = 0; !add && row_values != nullptr && r < rows * 8; ++r) values[r] = row_values[i + r / 8];
        float* to = c + i * c_stride + j;
        const Index stride = add ? c_stride : 8;
        gemm_strip<kTileRows>(rows, whole, depth, left, left_row, left_column, panels, add ? to : values, stride,
                              add ? 8 : 0, to, c_stride);
        if (8 * whole == columns) continue;
        gemm_edge(rows, columns - 8 * whole, depth, left, left_row, left_column, panels + 8 * whole * depth,
                  add ? to + 8 * whole : values, stride, to + 8 * whole, c_stride);
      }
    }
  }
}

/// Fills panels from a matrix whose rows are `stride` apart.
struct FillFromRows {
  const float* b;
  Index stride;
  void operator()(Index first, Index rows, Index column, Index columns, float* panel) const {
    const float* from = b + first * stride + column;
    for (Index p = 0; p < rows; ++p, from += stride, panel += 8) {
      if (columns == 8) {
        store4(panel, load4(from));
        store4(panel + 4, load4(from + 4));
      } else {
        for (Index j = 0; j < 8; ++j) panel[j] = j < columns ? from[j] : 0;
      }
    }
  }
};

inline void gemm(Index m, Index n, Index k, const float* a, Index a_row, Index a_column, const float* b, Index b_stride,
                 float* c, Index c_stride, bool accumulate) {
  if (m >= kFewRows && n >= 8 && k >= 8)
    return gemm_packed(m, n, k, a, a_row, a_column, FillFromRows{b, b_stride}, c, c_stride, accumulate);
  Index i = 0;
  for (; i + 4 <= m; i += 4)
    gemm_rows<4>(n, k, a + i * a_row, a_row, a_column, b, b_stride, c + i * c_stride, c_stride, accumulate);
  for (; i < m; ++i)
    gemm_rows<1>(n, k, a + i * a_row, a_row, a_column, b, b_stride, c + i * c_stride, c_stride, accumulate);
}

}  // namespace downhill::simd
