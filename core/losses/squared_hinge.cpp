#include "core/losses/loss.hpp"
#include "core/losses/margin.hpp"

namespace downhill {
namespace {

Status check(std::span<const double>, std::int64_t units, std::uint32_t classes) {
  return check_classes("squared_hinge", units, classes);
}

double evaluate(std::span<const double> options, const View& y, const View& t, const View& dy) {
  return evaluate_margin(2, options[0], y, t, dy);
}

const OptionSpec kOptions[] = {margin_option()};

const Sample kSamples[] = {{"{}", "4x3"}, {"{}", "1x2"}, {R"({"margin":0.5})", "7x10"}, {R"({"margin":3})", "5x5"}};

}  // namespace

/// Like hinge, but a wrong class that comes close costs the square of what is missing.
///   loss = 1/(N D) sum_n sum over d != t of max(0, margin - y_t + y_d)^2
///   dy_d = 2 gap / (N D) for every d that comes too close, dy_t = minus their sum
/// Shapes   y [N,D]  t [N] class index; they are shown through softmax, which keeps their order
/// Errors   check(): values instead of classes, or not one output a class
/// Not here class weights; the two-class form with one output
/// Source   Crammer and Singer 2001; torch.nn.MultiMarginLoss(p=2)
const LossInfo& squared_hinge_loss() {
  static const LossInfo info = {
      {.name = "squared_hinge",
       .label = {"Squared hinge", "平方合页"},
       .summary = {"Like hinge, but a wrong class that comes close costs the square of what is missing.",
                   "类似合页，但靠得太近的错误类别要付所差距离的平方。"},
       .formula = "1/(N D) Σ max(0, margin − yₜ + y_d)²",
       .source = "Crammer and Singer 2001; torch.nn.MultiMarginLoss(p=2)",
       .options = kOptions,
       .samples = kSamples},
      TargetKind::class_index,
      check,
      evaluate,
      readout_softmax};
  return info;
}

}  // namespace downhill
