#include "core/kernels/softmax.hpp"
#include "core/losses/loss.hpp"

namespace downhill {
namespace {

enum { kMargin, kScale };

Status check(std::span<const double>, std::int64_t units, std::uint32_t classes) {
  return check_classes("large_margin_softmax", units, classes);
}

double evaluate(std::span<const double> options, const View& y, const View& t, const View& dy) {
  const Index samples = static_cast<Index>(y.shape[0]);
  const Index units = static_cast<Index>(y.shape.sample_count());
  const Real scale = static_cast<Real>(options[kScale]);
  const Real slope = scale / static_cast<Real>(samples);
  double loss = 0;
  for (Index n = 0; n < samples; ++n) {
    const Real* row = y.data + n * units;
    Real* drow = dy.data + n * units;
    const auto answer = static_cast<Index>(t.data[n]);
    for (Index d = 0; d < units; ++d) drow[d] = scale * row[d];
    drow[answer] -= scale * static_cast<Real>(options[kMargin]);
    const Real wanted = drow[answer];
    loss += softmax_row(drow, drow, units) - static_cast<double>(wanted);
    // d loss / dy = s (p - one_hot(t)) / N
    drow[answer] -= 1;
    for (Index d = 0; d < units; ++d) drow[d] *= slope;
  }
  return loss / static_cast<double>(samples);
}

void readout(std::span<const double> options, const View& y) {
  const Real scale = static_cast<Real>(options[kScale]);
  for (Real& number : y.span()) number *= scale;
  readout_softmax(options, y);
}

const OptionSpec kOptions[] = {
    {.name = "margin",
     .label = {"Margin", "间隔"},
     .help = {"How much is taken from the right class's score before it is compared: 0 is plain cross-entropy.",
              "比较之前从正确类别的得分中扣掉多少：0 就是普通交叉熵。"},
     .minimum = 0,
     .maximum = 100,
     .initial = 1,
     .slider_minimum = 0,
     .slider_maximum = 5,
     .live = true},
    {.name = "scale",
     .label = {"Scale", "尺度"},
     .help = {"What scores are multiplied by; scores that are cosines need about 30.",
              "得分所乘的系数；若得分是余弦，约需 30。"},
     .minimum = 0.01,
     .maximum = 100,
     .initial = 1,
     .slider_minimum = 0.1,
     .slider_maximum = 64,
     .logarithmic = true,
     .live = true,
     .rare = true}};

const Sample kSamples[] = {{"{}", "4x3"},
                           {"{}", "1x2"},
                           {R"({"margin":0})", "5x5"},
                           {R"({"margin":3})", "7x10"},
                           {R"({"margin":0.35,"scale":4})", "5x5"},
                           {R"({"margin":0.5})", "13x7"}};

}  // namespace

/// Cross-entropy that is only content when the right class wins by a margin.
///   loss = -1/N sum_n log p_t,  p = softmax(s (y - m one_hot(t)));  dy = s (p - one_hot(t)) / N
///   With s = 1 this is the soft-margin softmax; with cosines as y it is the additive margin of face recognition.
/// Shapes   y [N,D] logits  t [N] class index; they are shown without the margin
/// Errors   check(): values instead of classes, or not one output a class
/// Source   Liang et al. 2017, Soft-Margin Softmax for Deep Classification (ICONIP); Wang et al. 2018,
///          arXiv:1801.05599, equation 6
/// Not here the angular margin of Liu et al. 2016, arXiv:1612.02295, which needs the last layer's weights
const LossInfo& large_margin_softmax_loss() {
  static const LossInfo info = {
      {.name = "large_margin_softmax",
       .label = {"Large-margin softmax", "大间隔 softmax"},
       .summary = {"Cross-entropy that is only content when the right class wins by a margin.",
                   "只有正确类别以一个间隔胜出才满意的交叉熵。"},
       .formula = "−1/N Σ log softmax(s (y − m one_hot(t)))ₜ",
       .source = "Liang et al. 2017, Soft-Margin Softmax for Deep Classification; Wang et al. 2018, arXiv:1801.05599, "
                 "equation 6",
       .options = kOptions,
       .samples = kSamples},
      TargetKind::class_index,
      check,
      evaluate,
      readout};
  return info;
}

}  // namespace downhill
