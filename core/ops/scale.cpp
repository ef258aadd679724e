#include "core/ops/inputs.hpp"

namespace downhill {
namespace {

enum { kFactor, kLearned };

Result<OpPlan> infer(std::span<const double> options, std::span<const Shape> x) {
  Status one = check_one_input(x);
  if (!one) return one.error();
  OpPlan plan{.y = x[0]};
  if (options[kLearned] != 0)
    plan.parameters.push_back(
        {.name = "factor", .shape = {1}, .is_weight = false, .initial = static_cast<Real>(options[kFactor])});
  return plan;
}

Real factor_of(const OpCall& call) {
  return call.w.empty() ? static_cast<Real>(call.options[kFactor]) : call.w[0].data[0];
}

void forward(const OpCall& call) {
  const auto count = static_cast<Index>(call.y.count());
  const Real factor = factor_of(call);
  const Real* x = call.x[0].data;
  Real* y = call.y.data;
  for (Index i = 0; i < count; ++i) y[i] = factor * x[i];
}

void backward(const OpCall& call, const OpGradients& gradients) {
  const auto count = static_cast<Index>(call.y.count());
  const Real factor = factor_of(call);
  const Real *x = call.x[0].data, *dy = gradients.dy.data;
  // dx = factor dy,  dfactor = sum x dy
  if (Real* dx = gradients.dx[0].data)
    for (Index i = 0; i < count; ++i) dx[i] = factor * dy[i];
  if (call.w.empty()) return;
  Real sum = 0;
  for (Index i = 0; i < count; ++i) sum += x[i] * dy[i];
  gradients.dw[0].data[0] += sum;
}

const OptionSpec kOptions[] = {
    {.name = "factor",
     .label = {"Factor", "系数"},
     .help = {"What every number is multiplied by.", "每个数所乘的系数。"},
     .minimum = -1e6,
     .maximum = 1e6,
     .initial = 1,
     .slider_minimum = -2,
     .slider_maximum = 2},
    {.name = "learned",
     .label = {"Learned", "可学习"},
     .help = {"Whether the factor is only a start and is learned.", "系数是否只是初始值，随后通过训练学习。"},
     .kind = OptionKind::boolean,
     .maximum = 1,
     .slider_maximum = 1}};

const Sample kSamples[] = {{R"({"factor":-0.5})", "3x4"}, {R"({"factor":2,"learned":true})", "2x3x2x2"}, {"{}", "1x1"}};

const Reject kRejects[] = {{R"({"factor":1e9})", "3x4", "factor"}, {"{}", "3x4 3x4", "one input"}};

}  // namespace

/// Multiplies everything by one number.
///   y = a x
/// Shapes   x and y the same, any  a [1] when learned
/// Errors   infer(): not one input
/// Cost     one multiplication a number; allocates nothing
/// Source   torch.mul
const OpInfo& scale_op() {
  static const OpInfo info = {{.name = "scale",
                               .label = {"Scale", "缩放"},
                               .summary = {"Multiplies everything by one number.", "把所有数都乘以同一个系数。"},
                               .formula = "y = a x",
                               .source = "torch.mul",
                               .options = kOptions,
                               .samples = kSamples,
                               .rejects = kRejects},
                              false,
                              infer};
  return info;
}

const OpPasses& scale_op_passes() {
  static const OpPasses passes = {forward, backward};
  return passes;
}

}  // namespace downhill
