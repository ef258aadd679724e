#include "core/kernels/vector_math.hpp"

#include <cstring>

#include "core/kernels/ref/vector_math.hpp"
#include "core/kernels/simd/vector_math.hpp"

namespace downhill {
#ifdef DOWNHILL_REAL_DOUBLE

void vector_exp(const Real* x, Real* y, Index count) {
  ref::exp(x, y, count);
}
void vector_tanh(const Real* x, Real* y, Index count) {
  ref::tanh(x, y, count);
}
void vector_sigmoid(const Real* x, Real* y, Index count) {
  ref::sigmoid(x, y, count);
}

#else
namespace {

// The ragged end goes through the same four-wide function, so that a value does not depend on its position.
template <f32x4 (*function)(f32x4)>
void map(const float* x, float* y, Index count) {
  Index i = 0;
  for (; i + 4 <= count; i += 4) store4(y + i, function(load4(x + i)));
  if (i < count) {
    float rest[4] = {};
    const auto bytes = static_cast<std::size_t>(count - i) * sizeof(float);
    std::memcpy(rest, x + i, bytes);
    store4(rest, function(load4(rest)));
    std::memcpy(y + i, rest, bytes);
  }
}

}  // namespace

void vector_exp(const Real* x, Real* y, Index count) {
  map<simd::exp4>(x, y, count);
}
void vector_tanh(const Real* x, Real* y, Index count) {
  map<simd::tanh4>(x, y, count);
}
void vector_sigmoid(const Real* x, Real* y, Index count) {
  map<simd::sigmoid4>(x, y, count);
}

#endif

void vector_exp_shifted(const Real* x, Real shift, Real* y, Index count) {
  for (Index i = 0; i < count; ++i) y[i] = x[i] - shift;
  vector_exp(y, y, count);
}

}  // namespace downhill
