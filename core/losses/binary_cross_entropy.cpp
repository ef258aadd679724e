#include <cmath>

#include "core/kernels/vector_math.hpp"
#include "core/losses/label_smoothing.hpp"
#include "core/losses/loss.hpp"

namespace downhill {
namespace {

Status check(std::span<const double>, std::int64_t units, std::uint32_t classes) {
  if (classes != 2)
    return make_error("loss",
                      {"binary_cross_entropy needs data with 2 classes, these have {}",
                       "binary_cross_entropy 需要两类数据，当前数据有 {} 类"},
                      {std::to_string(classes)});
  if (units != 1)
    return make_error("loss",
                      {"binary_cross_entropy needs a last layer of 1 output, it has {}",
                       "binary_cross_entropy 要求最后一层有 1 个输出，现有 {} 个"},
                      {std::to_string(units)});
  return Nothing{};
}

double evaluate(std::span<const double> options, const View& y, const View& t, const View& dy) {
  const Index count = static_cast<Index>(y.count());
  const Real scale = Real(1) / static_cast<Real>(count);
  vector_sigmoid(y.data, dy.data, count);
  const Real smoothing = static_cast<Real>(options[0]);
  double sum = 0;
  for (Index i = 0; i < count; ++i) {
    const double logit = static_cast<double>(y.data[i]);
    // -t log p - (1-t) log(1-p) with p = sigmoid(y), written so that no exponential overflows and a NaN is kept.
    const Real target = t.data[i] * (1 - smoothing) + smoothing / 2;
    const double positive = logit < 0 ? 0 : logit;
    sum += positive - logit * static_cast<double>(target) + std::log1p(std::exp(-std::abs(logit)));
    dy.data[i] = scale * (dy.data[i] - target);
  }
  return sum / static_cast<double>(count);
}

void readout(std::span<const double>, const View& y) {
  // 2 sigmoid(y) - 1
  const Index count = static_cast<Index>(y.count());
  vector_sigmoid(y.data, y.data, count);
  for (Index i = 0; i < count; ++i) y.data[i] = 2 * y.data[i] - 1;
}

const OptionSpec kOptions[] = {label_smoothing_option()};

const Sample kSamples[] = {
    {"{}", "4x1"}, {"{}", "1x1"}, {"{}", "9x1"}, {"{}", "3x5"}, {R"({"label_smoothing":0.2})", "9x1"}};

}  // namespace

/// How surprised the network is by the right one of two answers.
///   loss = 1/(N D) sum [max(y, 0) - y t + log(1 + e^-|y|)],  dy = (sigmoid(y) - t) / (N D)
///   with label smoothing s:  t (1 - s) + s/2 in place of t
/// Shapes   y [N,D] logits  t [N,D] in [0, 1]
/// Errors   check(): not two classes, or not one output
/// Source   torch.nn.BCEWithLogitsLoss
const LossInfo& binary_cross_entropy_loss() {
  static const LossInfo info = {{.name = "binary_cross_entropy",
                                 .label = {"Binary cross-entropy", "二元交叉熵"},
                                 .summary = {"How surprised the network is by the right one of two answers.",
                                             "网络对两个答案中正确那个的惊讶程度。"},
                                 .formula = "−1/N Σ [t log p + (1 − t) log(1 − p)], p = σ(y)",
                                 .source = "torch.nn.BCEWithLogitsLoss",
                                 .options = kOptions,
                                 .samples = kSamples},
                                TargetKind::probability,
                                check,
                                evaluate,
                                readout};
  return info;
}

}  // namespace downhill
