#include "core/optimizers/clip.hpp"

#include <cmath>

namespace downhill {

void clip_gradients(std::span<const double> options, std::span<Real> dw) {
  const Real largest = static_cast<Real>(options[options.size() - 2]);
  const double longest = options[options.size() - 1];
  if (largest > 0)
    for (Real& d : dw) d = d > largest ? largest : d < -largest ? -largest : d;
  if (longest == 0) return;
  double squares = 0;
  for (Real d : dw) squares += static_cast<double>(d) * static_cast<double>(d);
  const double norm = std::sqrt(squares);
  if (norm <= longest) return;
  const Real scale = static_cast<Real>(longest / norm);
  for (Real& d : dw) d *= scale;
}

}  // namespace downhill
