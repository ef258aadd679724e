#pragma once
#include "core/base/types.hpp"
#include "core/kernels/simd/f32x4.hpp"
#include "core/kernels/simd/transpose.hpp"

/// Matrix product in tiles that stay in registers: a few rows by 8 columns, summed over k in ascending order.
///
/// Large products copy B into panels of eight columns on the stack, so that the inner loop reads memory in order; small
/// ones, as in the nets of the playground, read B where it lies.
namespace downhill::simd {

/// Rows of a tile: eight sums of four floats are what the sixteen registers of SSE and of today's WebAssembly compilers
/// hold without spilling. Where a multiplication and an addition are one instruction, no register holds their product,
/// and there is room for two rows more.
#ifdef __wasm_relaxed_simd__
inline constexpr int kTileRows = 6;
#else
inline constexpr int kTileRows = 4;
#endif

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

/// C [rows, 4 vectors] = start + A [rows, k] B [k, 4 vectors], with B's rows `b_stride` apart. `start` may be C.
template <int rows, int vectors>
inline void gemm_tile(Index k, const float* a, Index a_row, Index a_column, const float* b, Index b_stride,
                      const float* start, Index start_stride, float* c, Index c_stride) {
  f32x4 sum[rows][vectors];
  for (int i = 0; i < rows; ++i)
    for (int v = 0; v < vectors; ++v) sum[i][v] = load4(start + i * start_stride + 4 * v);
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

/// Rows of the next tile when so many are left: alike, since a tile of one row would wait for its own sums.
inline Index next_tile(Index left) {
  const Index tiles = (left + kTileRows - 1) / kTileRows;
  return (left + tiles - 1) / tiles;
}

/// `rows` rows (at most `most`) of C [rows, 8 count] = start + A [rows, k] B, where B stands in `count` panels. `start`
/// goes on by `start_step` from panel to panel. With one vector: the four columns on the left of one panel.
template <int most, int vectors = 2>
inline void gemm_strip(Index rows, Index count, Index k, const float* a, Index a_row, Index a_column,
                       const float* panel, const float* start, Index start_stride, Index start_step, float* c,
                       Index c_stride) {
  if constexpr (most > 0) {
    if (rows < most)
      return gemm_strip<most - 1, vectors>(rows, count, k, a, a_row, a_column, panel, start, start_stride, start_step,
                                           c, c_stride);
    const auto tiles = [&](Index step) {
      for (Index j = 0; j < count; ++j)
        gemm_tile<most, vectors>(k, a, a_row, step, panel + 8 * k * j, 8, start + start_step * j, start_stride,
                                 c + 8 * j, c_stride);
    };
    // Known steps unroll. Small tiles are rare and share one loop.
    if (vectors == 2 && 2 * most > kTileRows && a_column == 1)
      tiles(1);
    else
      tiles(a_column);
  }
}

/// Less than eight columns: four, and the rest by way of four.
inline void gemm_edge(Index rows, Index columns, Index k, const float* a, Index a_row, Index a_column,
                      const float* panel, const float* start, Index start_stride, float* c, Index c_stride) {
  if (columns >= 4) {
    gemm_strip<kTileRows, 1>(rows, 1, k, a, a_row, a_column, panel, start, start_stride, 0, c, c_stride);
    columns -= 4;
    panel += 4;
    start += 4;
    c += 4;
  }
  if (columns == 0) return;
  float whole[kTileRows * 4] = {};
  for (Index i = 0; i < rows; ++i)
    for (Index j = 0; j < columns; ++j) whole[i * 4 + j] = start[i * start_stride + j];
  gemm_strip<kTileRows, 1>(rows, 1, k, a, a_row, a_column, panel, whole, 4, 0, whole, 4);
  for (Index i = 0; i < rows; ++i)
    for (Index j = 0; j < columns; ++j) c[i * c_stride + j] = whole[i * 4 + j];
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
