#include "core/regularizers/rate.hpp"
#include "core/regularizers/regularizer.hpp"

namespace downhill {
namespace {

enum { kRate, kBiases };

double apply(std::span<const double> options, std::span<const Real> w, std::span<Real> dw) {
  const Real rate = static_cast<Real>(options[kRate]);
  double sum = 0;
  for (std::size_t i = 0; i < w.size(); ++i) {
    sum += static_cast<double>(w[i]) * static_cast<double>(w[i]);
    dw[i] += rate * w[i];
  }
  return options[kRate] / 2 * sum;
}

const OptionSpec kOptions[] = {rate_option(), biases_option()};

const Sample kSamples[] = {{R"({"rate":0.1})", "3x4"}, {R"({"rate":0.001})", "17"}};

}  // namespace

/// A price on the square of every weight: large ones shrink, borders get smoother.
///   R = rate/2 sum w^2,  dR/dw = rate w
/// Biases and scales are free, or pay as well by option, as with the weight_decay of torch.optim.SGD.
/// Source   Krogh and Hertz 1992; weight_decay of torch.optim.SGD
/// Not here PyTorch's order: this price is part of the loss, so clipping sees it; weight_decay comes after clipping
const RegularizerInfo& l2_regularizer() {
  static const RegularizerInfo info = {
      {.name = "l2",
       .label = {"L2", "L2"},
       .summary = {"A price on the square of every weight: large ones shrink, borders get smoother.",
                   "按每个权重的平方收费：大的会缩小，边界更平滑。"},
       .formula = "λ/2 Σ w²",
       .source = "Krogh and Hertz 1992; weight_decay of torch.optim.SGD",
       .options = kOptions,
       .samples = kSamples},
      apply,
      nullptr,
      kBiases};
  return info;
}

}  // namespace downhill
