#include "core/kernels/softmax.hpp"
#include "core/losses/label_smoothing.hpp"
#include "core/losses/loss.hpp"

namespace downhill {
namespace {

enum { kLabelSmoothing, kIgnoreIndex };

Status check(std::span<const double>, std::int64_t units, std::uint32_t classes) {
  return check_classes("softmax_cross_entropy", units, classes);
}

double evaluate(std::span<const double> options, const View& y, const View& t, const View& dy) {
  const Index samples = static_cast<Index>(y.shape[0]);
  const Index units = static_cast<Index>(y.shape.sample_count());
  const double smoothing = options[kLabelSmoothing];
  const Real ignored = static_cast<Real>(options[kIgnoreIndex]);
  Index counted = 0;
  for (Index n = 0; n < samples; ++n) counted += t.data[n] != ignored;
  const Real scale = counted > 0 ? Real(1) / static_cast<Real>(counted) : 0;
  const double share = smoothing / static_cast<double>(units);  // of the answer, for every class
  double loss = 0;
  for (Index n = 0; n < samples; ++n) {
    const Real* row = y.data + n * units;
    Real* drow = dy.data + n * units;
    if (t.data[n] == ignored) {
      for (Index d = 0; d < units; ++d) drow[d] = 0;
      continue;
    }
    const auto answer = static_cast<Index>(t.data[n]);
    const double total = softmax_row(row, drow, units);  // log p = y - total
    loss += (1 - smoothing) * (total - static_cast<double>(row[answer]));
    // d loss / dy = p - (1 - smoothing) one_hot(t) - share
    drow[answer] -= static_cast<Real>(1 - smoothing);
    if (smoothing > 0)
      for (Index d = 0; d < units; ++d) {
        loss += share * (total - static_cast<double>(row[d]));
        drow[d] -= static_cast<Real>(share);
      }
    for (Index d = 0; d < units; ++d) drow[d] *= scale;
  }
  return loss * static_cast<double>(scale);
}

const OptionSpec kOptions[] = {label_smoothing_option(),
                               {.name = "ignore_index",
                                .label = {"Ignored class", "忽略的类别"},
                                .help = {"Samples of this class do not count; -1 counts all. Used for padding.",
                                         "这一类的样本不计入;-1 表示全部计入。用于填充。"},
                                .kind = OptionKind::integer,
                                .minimum = -1,
                                .maximum = 1000000,
                                .initial = -1,
                                .slider_minimum = -1,
                                .slider_maximum = 10,
                                .rare = true}};

const Sample kSamples[] = {{"{}", "4x3"},
                           {"{}", "1x2"},
                           {"{}", "7x10"},
                           {"{}", "5x5"},
                           {R"({"label_smoothing":0.1})", "7x10"},
                           {R"({"ignore_index":1})", "9x3"},
                           {R"({"label_smoothing":0.4,"ignore_index":0})", "8x4"}};

}  // namespace

/// How surprised the network is by the right class among several.
///   loss = 1/N sum_n [log sum_d e^y_nd - y_n,t_n],  dy = (softmax(y) - q) / N,  q = one_hot(t)
///   with label smoothing s:  q = (1 - s) one_hot(t) + s/D,  loss = -1/N sum q log softmax(y)
///   N counts the samples that are not ignored; without any the loss is 0 (PyTorch: NaN)
/// Shapes   y [N,D] logits  t [N] class index
/// Errors   check(): values instead of classes, or not one output a class
/// Not here class weights
/// Source   Bridle 1990; torch.nn.CrossEntropyLoss
const LossInfo& softmax_cross_entropy_loss() {
  static const LossInfo info = {{.name = "softmax_cross_entropy",
                                 .label = {"Cross-entropy", "交叉熵"},
                                 .summary = {"How surprised the network is by the right class among several.",
                                             "网络对若干类别中正确那个的惊讶程度。"},
                                 .formula = "−1/N Σ log softmax(y)ₜ",
                                 .source = "Bridle 1990; torch.nn.CrossEntropyLoss",
                                 .options = kOptions,
                                 .samples = kSamples},
                                TargetKind::class_index,
                                check,
                                evaluate,
                                readout_softmax};
  return info;
}

}  // namespace downhill
