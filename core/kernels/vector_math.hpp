#pragma once

#include "core/base/types.hpp"

/// Elementwise functions over `count` numbers; y may be x. float: kernels/simd, double: kernels/ref.
namespace downhill {

void vector_exp(const Real* x, Real* y, Index count);
void vector_tanh(const Real* x, Real* y, Index count);
/// y[i] = e^(x[i] - shift)
void vector_exp_shifted(const Real* x, Real shift, Real* y, Index count);
void vector_sigmoid(const Real* x, Real* y, Index count);

}  // namespace downhill
