#include <cmath>

#include "core/regularizers/rate.hpp"
#include "core/regularizers/regularizer.hpp"

namespace downhill {
namespace {

enum { kL1, kL2, kBiases };

double apply(std::span<const double> options, std::span<const Real> w, std::span<Real> dw) {
  const Real l1 = static_cast<Real>(options[kL1]), l2 = static_cast<Real>(options[kL2]);
  double sizes = 0, squares = 0;
  for (std::size_t i = 0; i < w.size(); ++i) {
    sizes += static_cast<double>(std::abs(w[i]));
    squares += static_cast<double>(w[i]) * static_cast<double>(w[i]);
    // The slope of |w| at 0 is taken as 0: a weight that is gone costs nothing.
    dw[i] += l2 * w[i] + (w[i] > 0 ? l1 : w[i] < 0 ? -l1 : 0);
  }
  return options[kL1] * sizes + options[kL2] / 2 * squares;
}

const OptionSpec kOptions[] = {rate_option("l1", {"Strength of L1", "L1 强度"}),
                               rate_option("l2", {"Strength of L2", "L2 强度"}), biases_option()};

const Sample kSamples[] = {
    {R"({"l1":0.1,"l2":0.2})", "3x4"}, {R"({"l1":0.001,"l2":0.03})", "17"}, {R"({"l1":0,"l2":0.5})", "5x3"}};

}  // namespace

/// Both prices at once: unimportant weights go to zero, the others stay small and share the work.
///   R = l1 sum |w| + l2/2 sum w^2,  dR/dw = l1 sign(w) + l2 w
/// Biases and scales are free, or pay as well by option.
/// Source   Zou and Hastie 2005, doi:10.1111/j.1467-9868.2005.00503.x
const RegularizerInfo& elastic_regularizer() {
  static const RegularizerInfo info = {
      {.name = "elastic",
       .label = {"Elastic net", "弹性网"},
       .summary = {"Both prices at once: unimportant weights go to zero, the others stay small and share the work.",
                   "两种代价一起收：不重要的权重归零，其余的保持较小并分担工作。"},
       .formula = "λ₁ Σ |w| + λ₂/2 Σ w²",
       .source = "Zou and Hastie 2005, doi:10.1111/j.1467-9868.2005.00503.x",
       .options = kOptions,
       .samples = kSamples},
      apply,
      nullptr,
      kBiases};
  return info;
}

}  // namespace downhill
