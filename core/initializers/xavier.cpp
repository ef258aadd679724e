#include <cmath>

#include "core/initializers/distribution.hpp"
#include "core/initializers/initializer.hpp"

namespace downhill {
namespace {

void fill(std::span<const double> options, std::int64_t fan_in, std::int64_t fan_out, Rng& rng, std::span<Real> w) {
  const double fans = static_cast<double>(fan_in + fan_out);
  if (static_cast<int>(options[0]) == kUniform)
    fill_uniform(std::sqrt(6 / fans), rng, w);
  else
    fill_normal(std::sqrt(2 / fans), rng, w);
}

const OptionSpec kOptions[] = {distribution_option(kUniform)};

}  // namespace

/// Even chances within a limit that keeps signals at their size both ways; made for tanh.
///   uniform:  w ~ U(-a, a), a = sqrt(6 / (fan_in + fan_out))
///   normal:   w ~ N(0, 2 / (fan_in + fan_out))
/// Source   Glorot and Bengio 2010, equation 16; torch.nn.init.xavier_uniform_, xavier_normal_
const InitializerInfo& xavier_initializer() {
  static const InitializerInfo info = {
      {.name = "xavier",
       .label = {"Xavier", "Xavier"},
       .summary = {"Even chances within a limit that keeps signals at their size both ways; made for tanh.",
                   "在一个范围内均匀取值，让信号在两个方向都保持大小；适合 tanh。"},
       .formula = "w ~ U(−a, a), a = √(6 / (inputs + outputs))",
       .source = "Glorot and Bengio 2010, equation 16; torch.nn.init.xavier_uniform_, xavier_normal_",
       .options = kOptions}};
  return info;
}

const InitializerFill& xavier_initializer_fill() {
  static const InitializerFill fill_function = fill;
  return fill_function;
}

}  // namespace downhill
