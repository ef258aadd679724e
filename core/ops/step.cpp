#include "core/ops/op.hpp"

namespace downhill {
namespace {

void forward(const OpCall& call) {
  const Index count = static_cast<Index>(call.y.count());
  const Real* x = call.x[0].data;
  Real* y = call.y.data;
  // A NaN fails both comparisons, stays a NaN and is noticed.
  for (Index i = 0; i < count; ++i) y[i] = x[i] > 0 ? 1 : x[i] <= 0 ? 0 : x[i];
}

void backward(const OpCall&, const OpGradients& gradients) {
  if (!gradients.dx[0]) return;
  // Flat on both sides of the jump: the slope is 0 everywhere, and at 0 by convention.
  for (Real& dx : gradients.dx[0].span()) dx = 0;
}

const Sample kSamples[] = {{"{}", "3x4"}, {"{}", "1x1"}, {"{}", "5x7"}, {"{}", "2x3x5"}};

const Reject kRejects[] = {{"{}", "3x4 3x4", "one input"}, {R"({"slope":1})", "3x4", "slope"}};

}  // namespace

/// Fires or does not: 1 for positive numbers, else 0. It passes no gradient, so nothing below it learns.
///   y = 1 if x > 0, else 0;  dx = 0
/// Shapes   x and y the same, any
/// Errors   infer(): not one input
/// Cost     one comparison a number; allocates nothing
/// Not here the straight-through gradient
/// Source   McCulloch and Pitts 1943, doi:10.1007/BF02478259; torch.heaviside(x, 0)
const OpInfo& step_op() {
  static const OpInfo info = {
      {.name = "step",
       .label = {"step", "step"},
       .summary =
           {"Fires or does not: 1 for positive numbers, else 0. It passes no gradient, so nothing below it learns.",
            "要么激发要么不激发：正数为 1，否则为 0。它不传梯度，所以它下面的层学不到东西。"},
       .formula = "y = 1 if x > 0, else 0",
       .source = "McCulloch and Pitts 1943, doi:10.1007/BF02478259; torch.heaviside(x, 0)",
       .samples = kSamples,
       .rejects = kRejects},
      true,
      infer_elementwise};
  return info;
}

const OpPasses& step_op_passes() {
  static const OpPasses passes = {forward, backward};
  return passes;
}

}  // namespace downhill
