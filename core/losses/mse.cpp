#include "core/losses/loss.hpp"

namespace downhill {
namespace {

enum { kMean, kHalfSum };  // values of the option

Status check(std::span<const double>, std::int64_t units, std::uint32_t classes) {
  return check_values("mse", units, classes);
}

double evaluate(std::span<const double> options, const View& y, const View& t, const View& dy) {
  const Index count = static_cast<Index>(y.count());
  // The weight of one square: 1 / (N D), or 1 / (2 N).
  const double weight =
      static_cast<int>(options[0]) == kMean ? 1 / static_cast<double>(count) : 0.5 / static_cast<double>(y.shape[0]);
  const Real scale = static_cast<Real>(2 * weight);
  double sum = 0;
  for (Index i = 0; i < count; ++i) {
    const Real difference = y.data[i] - t.data[i];
    sum += static_cast<double>(difference) * static_cast<double>(difference);
    dy.data[i] = scale * difference;
  }
  return weight * sum;
}

const Choice kReductions[] = {{"mean", {"mean", "平均"}}, {"half_sum", {"half the sum", "和的一半"}}};

const OptionSpec kOptions[] = {
    {.name = "reduction",
     .label = {"Per sample", "每个样本"},
     .help = {"How the squares of one sample become one number: their mean, or half their sum as in the book.",
              "一个样本的各个平方如何合成一个数：取平均，或像书中那样取和的一半。"},
     .kind = OptionKind::choice,
     .maximum = 1,
     .initial = kMean,
     .slider_maximum = 1,
     .choices = kReductions}};

const Sample kSamples[] = {{"{}", "4x1"},
                           {"{}", "3x5"},
                           {"{}", "1x1"},
                           {"{}", "7x3"},
                           {R"({"reduction":"half_sum"})", "1x10"},
                           {R"({"reduction":"half_sum"})", "7x3"}};

}  // namespace

/// How far the outputs are from the answers, squared and averaged.
///   mean:      loss = 1/(N D) sum (y - t)^2,  dy = 2/(N D) (y - t)
///   half_sum:  loss = 1/(2 N) sum (y - t)^2,  dy = 1/N (y - t)
/// Shapes   y [N,D]  t [N,D]: values; a class is -1 / +1 for one output and one-hot for several
/// Errors   check(): a last layer that does not fit the classes
/// Source   torch.nn.MSELoss; half_sum: Saito 2016, Deep Learning from Scratch, equation 4.1
const LossInfo& mse_loss() {
  static const LossInfo info = {
      {.name = "mse",
       .label = {"Mean squared error", "均方误差"},
       .summary = {"How far the outputs are from the answers, squared and averaged.", "输出与答案之差的平方的平均值。"},
       .formula = "1/(N D) Σ (y − t)²",
       .source = "torch.nn.MSELoss; half_sum: Saito 2016, Deep Learning from Scratch, equation 4.1",
       .options = kOptions,
       .samples = kSamples},
      TargetKind::value,
      check,
      evaluate,
      readout_values};
  return info;
}

}  // namespace downhill
