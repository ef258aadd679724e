#include "core/initializers/initializer.hpp"

namespace downhill {
namespace {

void fill(std::span<const double> options, std::int64_t, std::int64_t, Rng& rng, std::span<Real> w) {
  for (Real& value : w) {
    double z = rng.normal();
    while (z < -2 || z > 2) z = rng.normal();
    value = static_cast<Real>(options[0] * z);
  }
}

const OptionSpec kOptions[] = {
    {.name = "std",
     .label = {"Deviation", "标准差"},
     .help = {"The width of the bell curve before its ends are cut off, which leaves 0.88 of it.",
              "截去两端之前钟形曲线的宽度，截后剩 0.88 倍。"},
     .minimum = 0,
     .maximum = 1000,
     .initial = 0.1,
     .slider_minimum = 1e-3,
     .slider_maximum = 10,
     .logarithmic = true}};

}  // namespace

/// A bell curve without its ends: numbers beyond two deviations are drawn again.
///   w ~ N(0, std^2) within [-2 std, 2 std]
/// Source   torch.nn.init.trunc_normal_(a=-2 std, b=2 std); the truncated_normal of TensorFlow
const InitializerInfo& truncated_normal_initializer() {
  static const InitializerInfo info = {
      {.name = "truncated_normal",
       .label = {"Truncated normal", "截断正态"},
       .summary = {"A bell curve without its ends: numbers beyond two deviations are drawn again.",
                   "去掉两端的钟形曲线：超过两倍标准差的数重新抽取。"},
       .formula = "w ~ N(0, std²), |w| ≤ 2 std",
       .source = "torch.nn.init.trunc_normal_(a=-2 std, b=2 std); the truncated_normal of TensorFlow",
       .options = kOptions}};
  return info;
}

const InitializerFill& truncated_normal_initializer_fill() {
  static const InitializerFill fill_function = fill;
  return fill_function;
}

}  // namespace downhill
