#include "core/initializers/initializer.hpp"

namespace downhill {
namespace {

void fill(std::span<const double> options, std::int64_t, std::int64_t, Rng& rng, std::span<Real> w) {
  for (Real& value : w) value = static_cast<Real>(options[0] * rng.normal());
}

const OptionSpec kOptions[] = {
    {.name = "std",
     .label = {"Deviation", "标准差"},
     .help = {"The width of the bell curve: too small and signals fade, too large and neurons saturate.",
              "钟形曲线的宽度：太小信号会消失，太大神经元会饱和。"},
     .minimum = 0,
     .maximum = 1000,
     .initial = 0.1,
     .slider_minimum = 1e-3,
     .slider_maximum = 10,
     .logarithmic = true}};

}  // namespace

/// Weights are drawn from a bell curve of the given width.
///   w ~ N(0, std^2)
/// Source   torch.nn.init.normal_
const InitializerInfo& normal_initializer() {
  static const InitializerInfo info = {
      {.name = "normal",
       .label = {"Normal", "正态"},
       .summary = {"Weights are drawn from a bell curve of the given width.", "权重取自给定宽度的钟形曲线。"},
       .formula = "w ~ N(0, std²)",
       .source = "torch.nn.init.normal_",
       .options = kOptions}};
  return info;
}

const InitializerFill& normal_initializer_fill() {
  static const InitializerFill fill_function = fill;
  return fill_function;
}

}  // namespace downhill
