#include "core/optimizers/clip.hpp"

#include <cmath>

namespace downhill {
namespace {

constexpr double kSafeNorm = 1e-6;  // PyTorch's: a gradient of length 0 is not divided by 0

}  // namespace

void clip_gradients(std::span<const double> options, std::span<Real> dw) {
  const Real largest = static_cast<Real>(options[options.size() - 2]);
  const double longest = options[options.size() - 1];
  if (largest > 0)
    for (Real& d : dw) d = d > largest ? largest : d < -largest ? -largest : d;
  if (longest == 0) return;
  double squares = 0;
  for (Real d : dw) squares += static_cast<double>(d) * static_cast<double>(d);
  const double scale = longest / (std::sqrt(squares) + kSafeNorm);
  if (scale >= 1) return;
  for (Real& d : dw) d *= static_cast<Real>(scale);
}

}  // namespace downhill
