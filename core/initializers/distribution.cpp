#include "core/initializers/distribution.hpp"

namespace downhill {

void fill_uniform(double limit, Rng& rng, std::span<Real> w) {
  for (Real& value : w) value = static_cast<Real>(rng.uniform(-limit, limit));
}

void fill_normal(double deviation, Rng& rng, std::span<Real> w) {
  for (Real& value : w) value = static_cast<Real>(deviation * rng.normal());
}

}  // namespace downhill
