#include <cmath>

#include "core/regularizers/regularizer.hpp"

namespace downhill {
namespace {

double apply(std::span<const double>, std::span<const Real>, std::span<Real>) {
  return 0;
}

void project(std::span<const double> options, const View& w) {
  const double limit = options[0];
  const Index units = static_cast<Index>(w.shape[0]);
  const Index inputs = static_cast<Index>(w.shape.sample_count());
  for (Index o = 0; o < units; ++o) {
    Real* row = w.data + o * inputs;
    double squares = 0;
    for (Index i = 0; i < inputs; ++i) squares += static_cast<double>(row[i]) * static_cast<double>(row[i]);
    const double norm = std::sqrt(squares);
    if (!(norm > limit)) continue;
    const Real scale = static_cast<Real>(limit / norm);
    for (Index i = 0; i < inputs; ++i) row[i] *= scale;
  }
}

const OptionSpec kOptions[] = {
    {.name = "limit",
     .label = {"Longest", "最大长度"},
     .help = {"How long a neuron's weights may be all together; a small limit keeps large learning rates in check.",
              "一个神经元的全部权重合起来最长多少；较小的上限能管住大的学习率。"},
     .minimum = 1e-6,
     .maximum = 1e6,
     .initial = 3,
     .slider_minimum = 0.1,
     .slider_maximum = 10,
     .logarithmic = true,
     .live = true}};

const Sample kSamples[] = {{R"({"limit":1.5})", "3x4"}, {R"({"limit":0.5})", "17"}, {R"({"limit":2})", "4x2x3x3"}};

}  // namespace

/// A limit instead of a price: a neuron whose weights grow too long has them shortened after every step.
///   R = 0;  after the update  w_o <- w_o min(1, limit / |w_o|)  for the incoming weights w_o of every unit
/// Not here a limit per output for weights stored [inputs, outputs]: a row is what w's first axis counts
/// Source   Srebro, Rennie and Jaakkola 2004; Srivastava et al. 2014, section 5.1; torch.renorm(p=2, dim=0)
const RegularizerInfo& max_norm_regularizer() {
  static const RegularizerInfo info = {
      {.name = "max_norm",
       .label = {"Max norm", "最大范数"},
       .summary =
           {"A limit instead of a price: a neuron whose weights grow too long has them shortened after every step.",
            "不收代价而设上限：神经元的权重太长时，每步之后把它缩短。"},
       .formula = "w ← w min(1, c / |w|)",
       .source = "Srebro, Rennie and Jaakkola 2004; Srivastava et al. 2014, section 5.1; torch.renorm(p=2, dim=0)",
       .options = kOptions,
       .samples = kSamples},
      apply,
      project};
  return info;
}

}  // namespace downhill
