#include <cmath>

#include "core/initializers/distribution.hpp"
#include "core/initializers/initializer.hpp"

namespace downhill {
namespace {

void fill(std::span<const double> options, std::int64_t fan_in, std::int64_t, Rng& rng, std::span<Real> w) {
  const double inputs = static_cast<double>(fan_in);
  if (static_cast<int>(options[0]) == kUniform)
    fill_uniform(std::sqrt(3 / inputs), rng, w);
  else
    fill_normal(std::sqrt(1 / inputs), rng, w);
}

const OptionSpec kOptions[] = {distribution_option(kNormal)};

}  // namespace

/// A bell curve whose width keeps signals at their size where the activation is nearly a line; made for SELU.
///   normal:   w ~ N(0, 1 / fan_in)
///   uniform:  w ~ U(-a, a), a = sqrt(3 / fan_in)
/// Source   LeCun et al. 1998, Efficient BackProp, section 4.6
const InitializerInfo& lecun_initializer() {
  static const InitializerInfo info = {{.name = "lecun",
                                        .label = {"LeCun", "LeCun"},
                                        .summary = {"A bell curve whose width keeps signals at their size where the "
                                                    "activation is nearly a line; made for SELU.",
                                                    "宽度让信号在激活函数近似直线处保持大小的钟形曲线；适合 SELU。"},
                                        .formula = "w ~ N(0, 1 / inputs)",
                                        .source = "LeCun et al. 1998, Efficient BackProp, section 4.6",
                                        .options = kOptions}};
  return info;
}

const InitializerFill& lecun_initializer_fill() {
  static const InitializerFill fill_function = fill;
  return fill_function;
}

}  // namespace downhill
