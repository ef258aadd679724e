#include "core/losses/loss.hpp"

namespace downhill {
namespace {

Status check(std::int64_t units, std::uint32_t classes) {
  const bool fits = classes == 0 ? units == 1 : (units == classes || (classes == 2 && units == 1));
  if (fits) return Nothing{};
  const std::string wanted = classes == 0 ? "1" : classes == 2 ? "1 / 2" : std::to_string(classes);
  return make_error("loss", {"mse needs a last layer of {} outputs here, it has {}",
                             "此处 mse 要求最后一层有 {} 个输出,现有 {} 个"},
                    {wanted, std::to_string(units)});
}

double evaluate(const View& y, const View& t, const View& dy) {
  const Index count = static_cast<Index>(y.count());
  const Real scale = Real(2) / static_cast<Real>(count);
  double sum = 0;
  for (Index i = 0; i < count; ++i) {
    const Real difference = y.data[i] - t.data[i];
    sum += static_cast<double>(difference) * static_cast<double>(difference);
    dy.data[i] = scale * difference;
  }
  return sum / static_cast<double>(count);
}

void readout(const View&) {}

const Sample kSamples[] = {{"{}", "4x1"}, {"{}", "3x5"}, {"{}", "1x1"}, {"{}", "7x3"}};

}  // namespace

/// How far the outputs are from the answers, squared and averaged.
///   loss = 1/(N D) sum (y - t)^2,  dy = 2/(N D) (y - t)
/// Shapes   y [N,D]  t [N,D]: values; a class is -1 / +1 for one output and one-hot for several
/// Errors   check(): a last layer that does not fit the classes
/// Source   torch.nn.MSELoss
const LossInfo& mse_loss() {
  static const LossInfo info = {
      {.name = "mse",
       .label = {"Mean squared error", "均方误差"},
       .summary = {"How far the outputs are from the answers, squared and averaged.",
                   "输出与答案之差的平方的平均值。"},
       .formula = "1/(N D) Σ (y − t)²",
       .source = "torch.nn.MSELoss",
       .samples = kSamples},
      TargetKind::value,
      check,
      evaluate,
      readout};
  return info;
}

}  // namespace downhill
