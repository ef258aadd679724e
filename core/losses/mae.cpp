#include <cmath>

#include "core/losses/loss.hpp"

namespace downhill {
namespace {

Status check(std::span<const double>, std::int64_t units, std::uint32_t classes) {
  return check_values("mae", units, classes);
}

double evaluate(std::span<const double>, const View& y, const View& t, const View& dy) {
  const Index count = static_cast<Index>(y.count());
  const Real scale = Real(1) / static_cast<Real>(count);
  double sum = 0;
  for (Index i = 0; i < count; ++i) {
    const Real difference = y.data[i] - t.data[i];
    sum += static_cast<double>(std::abs(difference));
    dy.data[i] = difference > 0 ? scale : difference < 0 ? -scale : 0;  // at 0 itself 0 by convention
  }
  return sum / static_cast<double>(count);
}

const Sample kSamples[] = {{"{}", "4x1"}, {"{}", "3x5"}, {"{}", "1x1"}, {"{}", "7x3"}};

}  // namespace

/// How far the outputs are from the answers: one wild point pulls no harder than any other.
///   loss = 1/(N D) sum |y - t|,  dy = sign(y - t) / (N D)
/// Shapes   y [N,D]  t [N,D]: values; a class is -1 / +1 for one output and one-hot for several
/// Errors   check(): a last layer that does not fit the classes
/// Source   torch.nn.L1Loss
const LossInfo& mae_loss() {
  static const LossInfo info = {
      {.name = "mae",
       .label = {"Mean absolute error", "平均绝对误差"},
       .summary = {"How far the outputs are from the answers: one wild point pulls no harder than any other.",
                   "输出与答案相差多远：一个离谱的点拉力并不比别的点大。"},
       .formula = "1/(N D) Σ |y − t|",
       .source = "torch.nn.L1Loss",
       .samples = kSamples},
      TargetKind::value,
      check,
      evaluate,
      readout_values};
  return info;
}

}  // namespace downhill
