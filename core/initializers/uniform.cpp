#include "core/initializers/distribution.hpp"
#include "core/initializers/initializer.hpp"

namespace downhill {
namespace {

void fill(std::span<const double> options, std::int64_t, std::int64_t, Rng& rng, std::span<Real> w) {
  fill_uniform(options[0], rng, w);
}

const OptionSpec kOptions[] = {
    {.name = "limit",
     .label = {"Limit", "界限"},
     .help = {"How far from 0 a weight may start: too small and signals fade, too large and neurons saturate.",
              "权重起始时离 0 最远多少：太小信号会消失，太大神经元会饱和。"},
     .minimum = 0,
     .maximum = 1000,
     .initial = 0.1,
     .slider_minimum = 1e-3,
     .slider_maximum = 10,
     .logarithmic = true}};

}  // namespace

/// Weights are drawn with even chances between minus and plus a limit.
///   w ~ U(-limit, limit)
/// Source   torch.nn.init.uniform_
const InitializerInfo& uniform_initializer() {
  static const InitializerInfo info = {
      {.name = "uniform",
       .label = {"Uniform", "均匀"},
       .summary = {"Weights are drawn with even chances between minus and plus a limit.",
                   "权重在正负界限之间均匀取值。"},
       .formula = "w ~ U(−a, a)",
       .source = "torch.nn.init.uniform_",
       .options = kOptions}};
  return info;
}

const InitializerFill& uniform_initializer_fill() {
  static const InitializerFill fill_function = fill;
  return fill_function;
}

}  // namespace downhill
