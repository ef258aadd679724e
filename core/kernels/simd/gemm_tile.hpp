#pragma once
#include "core/base/types.hpp"
#include "core/kernels/simd/f32x4.hpp"

/// The inner part of every product: sums that stay in registers, a few rows by 8 columns, over k in ascending order.
namespace downhill::simd {

/// Rows of a tile: eight sums of four floats are what the sixteen registers of SSE and of today's WebAssembly compilers
/// hold without spilling. Where a multiplication and an addition are one instruction, no register holds their product,
/// and there is room for two rows more.
#ifdef __wasm_relaxed_simd__
inline constexpr int kTileRows = 6;
#else
inline constexpr int kTileRows = 4;
#endif

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

}  // namespace downhill::simd
