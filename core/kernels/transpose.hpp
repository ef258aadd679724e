#pragma once
#include "core/base/types.hpp"

/// Copies of numbers from place to place. float: kernels/simd, double: kernels/ref.
namespace downhill {

/// out[i] = in[i]; they must not overlap. For runs so short that a call of memcpy would be most of the cost.
void copy(const Real* in, Real* out, Index count);

/// out [columns, rows] = the transpose of in [rows, columns], whose rows are `out_stride` and `in_stride` apart.
void transpose(const Real* in, Index rows, Index columns, Index in_stride, Real* out, Index out_stride);

/// The same for matrices without gaps.
inline void transpose(const Real* in, Index rows, Index columns, Real* out) {
  transpose(in, rows, columns, columns, out, rows);
}

}  // namespace downhill
