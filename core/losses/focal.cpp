#include <cmath>

#include "core/kernels/softmax.hpp"
#include "core/losses/loss.hpp"

namespace downhill {
namespace {

Status check(std::span<const double>, std::int64_t units, std::uint32_t classes) {
  return check_classes("focal", units, classes);
}

double evaluate(std::span<const double> options, const View& y, const View& t, const View& dy) {
  const Index samples = static_cast<Index>(y.shape[0]);
  const Index units = static_cast<Index>(y.shape.sample_count());
  const double gamma = options[0];
  double loss = 0;
  for (Index n = 0; n < samples; ++n) {
    const Real* row = y.data + n * units;
    Real* drow = dy.data + n * units;
    const auto answer = static_cast<Index>(t.data[n]);
    const double log_p = static_cast<double>(row[answer]) - softmax_row(row, drow, units);
    const double miss = -std::expm1(log_p);  // 1 - p, with its digits where p is almost 1
    const double focus = std::pow(miss, gamma);
    loss -= focus * log_p;
    // d loss / d log p = gamma (1 - p)^(gamma - 1) p log p - (1 - p)^gamma; log p / (1 - p) -> -1 where p -> 1
    const double ratio = miss > 0 ? log_p / miss : -1;
    const double slope = focus * (gamma * (1 - miss) * ratio - 1) / static_cast<double>(samples);
    // d log p / dy = one_hot(t) - p
    for (Index d = 0; d < units; ++d) drow[d] *= static_cast<Real>(-slope);
    drow[answer] += static_cast<Real>(slope);
  }
  return loss / static_cast<double>(samples);
}

const OptionSpec kOptions[] = {
    {.name = "gamma",
     .label = {"Focus γ", "聚焦 γ"},
     .help = {"How little easy samples count: 0 is plain cross-entropy.", "容易的样本有多不重要：0 就是普通交叉熵。"},
     .minimum = 0,
     .maximum = 10,
     .initial = 2,
     .slider_minimum = 0,
     .slider_maximum = 5,
     .live = true}};

const Sample kSamples[] = {
    {"{}", "4x3"}, {R"({"gamma":0})", "1x2"}, {R"({"gamma":0.5})", "7x10"}, {R"({"gamma":5})", "5x5"}};

}  // namespace

/// Cross-entropy that looks away from what is already easy and at what is still hard.
///   loss = -1/N sum_n (1 - p_t)^gamma log p_t,  p = softmax(y)
///   dy = (gamma (1 - p_t)^(gamma-1) p_t log p_t - (1 - p_t)^gamma) (one_hot(t) - p) / N
/// Shapes   y [N,D] logits  t [N] class index
/// Errors   check(): values instead of classes, or not one output a class
/// Not here class weights (alpha in the paper)
/// Source   Lin et al. 2017, arXiv:1708.02002, equation 4
const LossInfo& focal_loss() {
  static const LossInfo info = {
      {.name = "focal",
       .label = {"Focal", "焦点损失"},
       .summary = {"Cross-entropy that looks away from what is already easy and at what is still hard.",
                   "不再关注已经容易的、转而关注仍然困难的样本的交叉熵。"},
       .formula = "−1/N Σ (1 − pₜ)^γ log pₜ, p = softmax(y)",
       .source = "Lin et al. 2017, arXiv:1708.02002, equation 4",
       .options = kOptions,
       .samples = kSamples},
      TargetKind::class_index,
      check,
      evaluate,
      readout_softmax};
  return info;
}

}  // namespace downhill
