#include <cmath>

#include "core/initializers/distribution.hpp"
#include "core/initializers/initializer.hpp"

namespace downhill {
namespace {

void fill(std::span<const double> options, std::int64_t fan_in, std::int64_t, Rng& rng, std::span<Real> w) {
  const double inputs = static_cast<double>(fan_in);
  if (static_cast<int>(options[0]) == kUniform)
    fill_uniform(std::sqrt(6 / inputs), rng, w);
  else
    fill_normal(std::sqrt(2 / inputs), rng, w);
}

const OptionSpec kOptions[] = {distribution_option(kNormal)};

}  // namespace

/// A bell curve whose width keeps signals at their size through ReLU.
///   normal:   w ~ N(0, 2 / fan_in)
///   uniform:  w ~ U(-a, a), a = sqrt(6 / fan_in)
/// Source   He et al. 2015, arXiv:1502.01852; torch.nn.init.kaiming_normal_, kaiming_uniform_
const InitializerInfo& he_initializer() {
  static const InitializerInfo info = {
      {.name = "he",
       .label = {"He", "He"},
       .summary = {"A bell curve whose width keeps signals at their size through ReLU.",
                   "宽度恰好让信号经过 ReLU 后保持大小的钟形曲线。"},
       .formula = "w ~ N(0, 2 / inputs)",
       .source = "He et al. 2015, arXiv:1502.01852; torch.nn.init.kaiming_normal_, kaiming_uniform_",
       .options = kOptions}};
  return info;
}

const InitializerFill& he_initializer_fill() {
  static const InitializerFill fill_function = fill;
  return fill_function;
}

}  // namespace downhill
