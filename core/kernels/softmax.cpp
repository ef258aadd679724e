#include "core/kernels/softmax.hpp"

#include <cmath>

#include "core/kernels/vector_math.hpp"

namespace downhill {

double softmax_row(const Real* y, Real* p, Index units) {
  Real highest = y[0];
  for (Index d = 1; d < units; ++d)
    if (!(y[d] <= highest)) highest = y[d];  // a NaN wins and is seen
  vector_exp_shifted(y, highest, p, units);
  Real sum = 0;
  for (Index d = 0; d < units; ++d) sum += p[d];
  for (Index d = 0; d < units; ++d) p[d] /= sum;
  return static_cast<double>(highest) + std::log(static_cast<double>(sum));
}

}  // namespace downhill
