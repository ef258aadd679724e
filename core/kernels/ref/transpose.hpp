#pragma once
#include "core/base/types.hpp"

/// Copies of numbers from place to place, in the way one would write them down.
namespace downhill::ref {

template <class Number>
void copy(const Number* in, Number* out, Index count) {
  for (Index i = 0; i < count; ++i) out[i] = in[i];
}

template <class Number>
void add(const Number* in, Number* out, Index count) {
  for (Index i = 0; i < count; ++i) out[i] += in[i];
}

template <class Number>
void transpose(const Number* in, Index rows, Index columns, Index in_stride, Number* out, Index out_stride) {
  for (Index r = 0; r < rows; ++r)
    for (Index c = 0; c < columns; ++c) out[c * out_stride + r] = in[r * in_stride + c];
}

}  // namespace downhill::ref
