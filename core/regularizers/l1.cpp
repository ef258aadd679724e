#include <cmath>

#include "core/regularizers/rate.hpp"
#include "core/regularizers/regularizer.hpp"

namespace downhill {
namespace {

enum { kRate, kBiases };

double apply(std::span<const double> options, std::span<const Real> w, std::span<Real> dw) {
  const Real rate = static_cast<Real>(options[kRate]);
  double sum = 0;
  for (std::size_t i = 0; i < w.size(); ++i) {
    sum += static_cast<double>(std::abs(w[i]));
    // The slope of |w| at 0 is taken as 0: a weight that is gone costs nothing.
    dw[i] += w[i] > 0 ? rate : w[i] < 0 ? -rate : 0;
  }
  return options[kRate] * sum;
}

const OptionSpec kOptions[] = {rate_option(), biases_option()};

const Sample kSamples[] = {{R"({"rate":0.1})", "3x4"}, {R"({"rate":0.001})", "17"}};

}  // namespace

/// A price on the size of every weight: unimportant ones go to zero.
///   R = rate sum |w|,  dR/dw = rate sign(w)
/// Biases and scales are free, or pay as well by option.
/// Source   Tibshirani 1996, doi:10.1111/j.2517-6161.1996.tb02080.x
const RegularizerInfo& l1_regularizer() {
  static const RegularizerInfo info = {{.name = "l1",
                                        .label = {"L1", "L1"},
                                        .summary = {"A price on the size of every weight: unimportant ones go to zero.",
                                                    "按每个权重的大小收费：不重要的会归零。"},
                                        .formula = "λ Σ |w|",
                                        .source = "Tibshirani 1996, doi:10.1111/j.2517-6161.1996.tb02080.x",
                                        .options = kOptions,
                                        .samples = kSamples},
                                       apply,
                                       nullptr,
                                       kBiases};
  return info;
}

}  // namespace downhill
