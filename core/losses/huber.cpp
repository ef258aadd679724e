#include <cmath>

#include "core/losses/loss.hpp"

namespace downhill {
namespace {

Status check(std::span<const double>, std::int64_t units, std::uint32_t classes) {
  return check_values("huber", units, classes);
}

double evaluate(std::span<const double> options, const View& y, const View& t, const View& dy) {
  const Index count = static_cast<Index>(y.count());
  const Real delta = static_cast<Real>(options[0]);
  const Real scale = Real(1) / static_cast<Real>(count);
  double sum = 0;
  for (Index i = 0; i < count; ++i) {
    const Real difference = y.data[i] - t.data[i];
    const Real size = std::abs(difference);
    const bool large = size > delta;
    sum += static_cast<double>(large ? delta * (size - delta / 2) : difference * difference / 2);
    dy.data[i] = scale * (!large ? difference : difference > 0 ? delta : -delta);
  }
  return sum / static_cast<double>(count);
}

const OptionSpec kOptions[] = {{.name = "delta",
                                .label = {"Border δ", "界限 δ"},
                                .help = {"Errors up to this size count squared, larger ones count by their size.",
                                         "不超过它的误差按平方计，更大的只按大小计。"},
                                .minimum = 0.001,
                                .maximum = 1000,
                                .initial = 1,
                                .slider_minimum = 0.01,
                                .slider_maximum = 10,
                                .logarithmic = true,
                                .live = true}};

const Sample kSamples[] = {{"{}", "4x1"}, {R"({"delta":0.3})", "3x5"}, {"{}", "1x1"}, {R"({"delta":2})", "7x3"}};

}  // namespace

/// Squares small errors and only adds up large ones, so wild points do not rule.
///   loss = 1/(N D) sum d^2/2 where |d| <= delta, else delta (|d| - delta/2);  d = y - t
///   dy = d / (N D), held within +-delta / (N D)
/// Shapes   y [N,D]  t [N,D]: values; a class is -1 / +1 for one output and one-hot for several
/// Errors   check(): a last layer that does not fit the classes
/// Source   Huber 1964, doi:10.1214/aoms/1177703732; torch.nn.HuberLoss
const LossInfo& huber_loss() {
  static const LossInfo info = {
      {.name = "huber",
       .label = {"Huber", "Huber"},
       .summary = {"Squares small errors and only adds up large ones, so wild points do not rule.",
                   "小误差取平方，大误差只按大小计，离谱的点便不会主导。"},
       .formula = "1/(N D) Σ d²/2 if |d| ≤ δ, else δ(|d| − δ/2); d = y − t",
       .source = "Huber 1964, doi:10.1214/aoms/1177703732; torch.nn.HuberLoss",
       .options = kOptions,
       .samples = kSamples},
      TargetKind::value,
      check,
      evaluate,
      readout_values};
  return info;
}

}  // namespace downhill
