#include <cmath>

#include "core/kernels/softmax.hpp"
#include "core/losses/loss.hpp"

namespace downhill {
namespace {

Status check(std::span<const double>, std::int64_t units, std::uint32_t classes) {
  return check_classes("kl_divergence", units, classes);
}

double evaluate(std::span<const double>, const View& y, const View& t, const View& dy) {
  const Index samples = static_cast<Index>(y.shape[0]);
  const Index units = static_cast<Index>(y.shape.sample_count());
  const Real scale = Real(1) / static_cast<Real>(samples);
  double loss = 0;
  for (Index n = 0; n < samples; ++n) {
    const Real* row = y.data + n * units;
    const Real* wanted = t.data + n * units;
    Real* drow = dy.data + n * units;
    const double total = softmax_row(row, drow, units);  // log p = y - total
    Real mass = 0;
    for (Index d = 0; d < units; ++d) {
      const double target = static_cast<double>(wanted[d]);
      mass += wanted[d];
      if (target > 0) loss += target * (std::log(target) - static_cast<double>(row[d]) + total);
    }
    // d loss / dy = p sum(t) - t; the sum is 1 for a distribution
    for (Index d = 0; d < units; ++d) drow[d] = scale * (mass * drow[d] - wanted[d]);
  }
  return loss / static_cast<double>(samples);
}

const Sample kSamples[] = {{"{}", "4x3"}, {"{}", "1x2"}, {"{}", "7x10"}, {"{}", "5x5"}};

}  // namespace

/// How much the predicted distribution differs from a given one.
///   loss = 1/N sum_n sum_d t log(t / p),  p = softmax(y),  dy = (p sum(t) - t) / N;  0 log 0 = 0
/// Shapes   y [N,D] logits  t [N,D] probabilities; a class is one-hot, and the loss is cross-entropy then
/// Errors   check(): values instead of classes, or not one output a class
/// Source   Kullback and Leibler 1951, doi:10.1214/aoms/1177729694; torch.nn.KLDivLoss(batchmean) on log_softmax(y)
const LossInfo& kl_divergence_loss() {
  static const LossInfo info = {
      {.name = "kl_divergence",
       .label = {"KL divergence", "KL 散度"},
       .summary = {"How much the predicted distribution differs from a given one.", "预测分布与给定分布相差多少。"},
       .formula = "1/N Σ t log(t / p), p = softmax(y)",
       .source =
           "Kullback and Leibler 1951, doi:10.1214/aoms/1177729694; torch.nn.KLDivLoss(batchmean) on log_softmax(y)",
       .samples = kSamples},
      TargetKind::probability,
      check,
      evaluate,
      readout_softmax};
  return info;
}

}  // namespace downhill
