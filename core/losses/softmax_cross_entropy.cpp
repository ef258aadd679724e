#include <cmath>

#include "core/kernels/vector_math.hpp"
#include "core/losses/loss.hpp"

namespace downhill {
namespace {

Status check(std::int64_t units, std::uint32_t classes) {
  if (classes == 0)
    return make_error("loss", {"softmax_cross_entropy needs data with classes, these have values",
                               "softmax_cross_entropy 需要带类别的数据,当前数据是数值"});
  if (units != classes)
    return make_error("loss", {"softmax_cross_entropy needs a last layer of {} outputs, one a class; it has {}",
                               "softmax_cross_entropy 要求最后一层有 {} 个输出(每类一个),现有 {} 个"},
                      {std::to_string(classes), std::to_string(units)});
  return Nothing{};
}

/// p = softmax(y) for one sample; returns log(sum e^y). y and p may be the same.
double softmax_row(const Real* y, Real* p, Index units) {
  Real highest = y[0];
  for (Index d = 1; d < units; ++d)
    if (!(y[d] <= highest)) highest = y[d];  // a NaN wins and is seen
  vector_exp_shifted(y, highest, p, units);
  Real sum = 0;
  for (Index d = 0; d < units; ++d) sum += p[d];
  for (Index d = 0; d < units; ++d) p[d] /= sum;
  return static_cast<double>(highest) + std::log(static_cast<double>(sum));
}

double evaluate(const View& y, const View& t, const View& dy) {
  const Index samples = static_cast<Index>(y.shape[0]);
  const Index units = static_cast<Index>(y.shape.sample_count());
  const Real scale = Real(1) / static_cast<Real>(samples);
  double loss = 0;
  for (Index n = 0; n < samples; ++n) {
    const Real* row = y.data + n * units;
    Real* drow = dy.data + n * units;
    const auto answer = static_cast<Index>(t.data[n]);
    loss += softmax_row(row, drow, units) - static_cast<double>(row[answer]);
    drow[answer] -= 1;  // d loss / dy = p - one_hot(t)
    for (Index d = 0; d < units; ++d) drow[d] *= scale;
  }
  return loss / static_cast<double>(samples);
}

void readout(const View& y) {
  const Index samples = static_cast<Index>(y.shape[0]);
  const Index units = static_cast<Index>(y.shape.sample_count());
  for (Index n = 0; n < samples; ++n) softmax_row(y.data + n * units, y.data + n * units, units);
}

const Sample kSamples[] = {{"{}", "4x3"}, {"{}", "1x2"}, {"{}", "7x10"}, {"{}", "5x5"}};

}  // namespace

/// How surprised the network is by the right class among several.
///   loss = 1/N sum_n [log sum_d e^y_nd - y_n,t_n],  dy = (softmax(y) - one_hot(t)) / N
/// Shapes   y [N,D] logits  t [N] class index
/// Errors   check(): values instead of classes, or not one output a class
/// Source   Bridle 1990; torch.nn.CrossEntropyLoss
const LossInfo& softmax_cross_entropy_loss() {
  static const LossInfo info = {
      {.name = "softmax_cross_entropy",
       .label = {"Cross-entropy", "交叉熵"},
       .summary = {"How surprised the network is by the right class among several.",
                   "网络对若干类别中正确那个的惊讶程度。"},
       .formula = "−1/N Σ log softmax(y)ₜ",
       .source = "Bridle 1990; torch.nn.CrossEntropyLoss",
       .samples = kSamples},
      TargetKind::class_index,
      check,
      evaluate,
      readout};
  return info;
}

}  // namespace downhill
