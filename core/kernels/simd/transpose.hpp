#pragma once
#include "core/base/types.hpp"
#include "core/kernels/simd/f32x4.hpp"

/// Copies of numbers from place to place, four at a time.
namespace downhill::simd {

inline void copy(const float* in, float* out, Index count) {
  Index i = 0;
  for (; i + 4 <= count; i += 4) store4(out + i, load4(in + i));
  for (; i < count; ++i) out[i] = in[i];
}

inline void add(const float* in, float* out, Index count) {
  Index i = 0;
  for (; i + 4 <= count; i += 4) store4(out + i, load4(out + i) + load4(in + i));
  for (; i < count; ++i) out[i] += in[i];
}

/// Four numbers of each of four rows become four rows, `out_stride` apart.
inline void transpose_rows(const float* row_a, const float* row_b, const float* row_c, const float* row_d, float* out,
                           Index out_stride) {
  const f32x4 a = load4(row_a), b = load4(row_b), c = load4(row_c), d = load4(row_d);
  const f32x4 ab_low = __builtin_shufflevector(a, b, 0, 4, 1, 5), ab_high = __builtin_shufflevector(a, b, 2, 6, 3, 7);
  const f32x4 cd_low = __builtin_shufflevector(c, d, 0, 4, 1, 5), cd_high = __builtin_shufflevector(c, d, 2, 6, 3, 7);
  store4(out, __builtin_shufflevector(ab_low, cd_low, 0, 1, 4, 5));
  store4(out + out_stride, __builtin_shufflevector(ab_low, cd_low, 2, 3, 6, 7));
  store4(out + 2 * out_stride, __builtin_shufflevector(ab_high, cd_high, 0, 1, 4, 5));
  store4(out + 3 * out_stride, __builtin_shufflevector(ab_high, cd_high, 2, 3, 6, 7));
}

inline void transpose(const float* in, Index rows, Index columns, Index in_stride, float* out, Index out_stride) {
  const Index whole_rows = rows / 4 * 4, whole_columns = columns / 4 * 4;
  // Down the columns of `in`, so that `out` is written along its rows.
  for (Index c = 0; c < whole_columns; c += 4)
    for (Index r = 0; r < whole_rows; r += 4) {
      const float* from = in + r * in_stride + c;
      transpose_rows(from, from + in_stride, from + 2 * in_stride, from + 3 * in_stride, out + c * out_stride + r,
                     out_stride);
    }
  for (Index c = whole_columns; c < columns; ++c)
    for (Index r = 0; r < whole_rows; ++r) out[c * out_stride + r] = in[r * in_stride + c];
  for (Index c = 0; c < columns; ++c)
    for (Index r = whole_rows; r < rows; ++r) out[c * out_stride + r] = in[r * in_stride + c];
}

}  // namespace downhill::simd
