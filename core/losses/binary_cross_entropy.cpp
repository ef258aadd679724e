#include <cmath>

#include "core/kernels/vector_math.hpp"
#include "core/losses/loss.hpp"

namespace downhill {
namespace {

Status check(std::int64_t units, std::uint32_t classes) {
  if (classes != 2)
    return make_error("loss", {"binary_cross_entropy needs data with 2 classes, these have {}",
                               "binary_cross_entropy 需要两类数据,当前数据有 {} 类"},
                      {std::to_string(classes)});
  if (units != 1)
    return make_error("loss", {"binary_cross_entropy needs a last layer of 1 output, it has {}",
                               "binary_cross_entropy 要求最后一层有 1 个输出,现有 {} 个"},
                      {std::to_string(units)});
  return Nothing{};
}

double evaluate(const View& y, const View& t, const View& dy) {
  const Index count = static_cast<Index>(y.count());
  const Real scale = Real(1) / static_cast<Real>(count);
  vector_sigmoid(y.data, dy.data, count);
  double sum = 0;
  for (Index i = 0; i < count; ++i) {
    const double logit = static_cast<double>(y.data[i]);
    // -t log p - (1-t) log(1-p) with p = sigmoid(y), written so that no exponential overflows and a NaN is kept.
    const double positive = logit < 0 ? 0 : logit;
    sum += positive - logit * static_cast<double>(t.data[i]) + std::log1p(std::exp(-std::abs(logit)));
    dy.data[i] = scale * (dy.data[i] - t.data[i]);
  }
  return sum / static_cast<double>(count);
}

void readout(const View& y) {
  // 2 sigmoid(y) - 1
  const Index count = static_cast<Index>(y.count());
  vector_sigmoid(y.data, y.data, count);
  for (Index i = 0; i < count; ++i) y.data[i] = 2 * y.data[i] - 1;
}

const Sample kSamples[] = {{"{}", "4x1"}, {"{}", "1x1"}, {"{}", "9x1"}, {"{}", "3x5"}};

}  // namespace

/// How surprised the network is by the right one of two answers.
///   loss = 1/(N D) sum [max(y, 0) - y t + log(1 + e^-|y|)],  dy = (sigmoid(y) - t) / (N D)
/// Shapes   y [N,D] logits  t [N,D] in [0, 1]
/// Errors   check(): not two classes, or not one output
/// Source   torch.nn.BCEWithLogitsLoss
const LossInfo& binary_cross_entropy_loss() {
  static const LossInfo info = {
      {.name = "binary_cross_entropy",
       .label = {"Binary cross-entropy", "二元交叉熵"},
       .summary = {"How surprised the network is by the right one of two answers.",
                   "网络对两个答案中正确那个的惊讶程度。"},
       .formula = "−1/N Σ [t log p + (1 − t) log(1 − p)], p = σ(y)",
       .source = "torch.nn.BCEWithLogitsLoss",
       .samples = kSamples},
      TargetKind::probability,
      check,
      evaluate,
      readout};
  return info;
}

}  // namespace downhill
