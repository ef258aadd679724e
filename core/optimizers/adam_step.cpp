#include "core/optimizers/adam_step.hpp"

#include <cmath>

namespace downhill {

void adam_step(const AdamStep& numbers, const UpdateCall& call) {
  const double step = static_cast<double>(call.step);
  const Real beta1 = static_cast<Real>(numbers.beta1);
  const Real beta2 = static_cast<Real>(numbers.beta2);
  // In double: a float 0.999 is so coarse that 1 minus it would be wrong in the fifth digit.
  const Real new1 = static_cast<Real>(1 - numbers.beta1), new2 = static_cast<Real>(1 - numbers.beta2);
  // Both averages start at zero; dividing by 1 - beta^step removes that bias. Epsilon stands outside the root. The book
  // adds it to the root as it is, before the bias is gone: the same as a larger epsilon at first.
  const double root_bias = std::sqrt(1 - std::pow(numbers.beta2, step));
  const Real epsilon = static_cast<Real>(numbers.book ? numbers.epsilon / root_bias : numbers.epsilon);
  const Real step_size = static_cast<Real>(numbers.learning_rate / (1 - std::pow(numbers.beta1, step)));
  const Real root_scale = static_cast<Real>(1 / root_bias);

  const std::size_t count = call.w.size();
  Real* w = call.w.data();
  const Real* dw = call.dw.data();
  Real* mean = call.state.data();
  Real* square = call.state.data() + count;
  for (std::size_t i = 0; i < count; ++i) {
    mean[i] = beta1 * mean[i] + new1 * dw[i];
    square[i] = beta2 * square[i] + new2 * dw[i] * dw[i];
    w[i] -= step_size * mean[i] / (std::sqrt(square[i]) * root_scale + epsilon);
  }
}

}  // namespace downhill
