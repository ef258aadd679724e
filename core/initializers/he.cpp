#include <cmath>

#include "core/initializers/initializer.hpp"

namespace downhill {
namespace {

void fill(std::span<const double>, std::int64_t fan_in, std::int64_t, Rng& rng, std::span<Real> w) {
  const double deviation = std::sqrt(2.0 / static_cast<double>(fan_in));
  for (Real& value : w) value = static_cast<Real>(deviation * rng.normal());
}

}  // namespace

/// A bell curve whose width keeps signals at their size through ReLU.
///   w ~ N(0, 2 / fan_in)
/// Source   He et al. 2015, arXiv:1502.01852; torch.nn.init.kaiming_normal_
const InitializerInfo& he_initializer() {
  static const InitializerInfo info = {
      {.name = "he",
       .label = {"He", "He"},
       .summary = {"A bell curve whose width keeps signals at their size through ReLU.",
                   "宽度恰好让信号经过 ReLU 后保持大小的钟形曲线。"},
       .formula = "w ~ N(0, 2 / inputs)",
       .source = "He et al. 2015, arXiv:1502.01852; torch.nn.init.kaiming_normal_"},
      fill};
  return info;
}

}  // namespace downhill
