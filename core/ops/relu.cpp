#include "core/ops/op.hpp"

namespace downhill {
namespace {

void forward(const OpCall& call) {
  const Index count = static_cast<Index>(call.y.count());
  const Real* x = call.x[0].data;
  Real* y = call.y.data;
  // Written so that a NaN stays a NaN and is noticed.
  for (Index i = 0; i < count; ++i) y[i] = x[i] <= 0 ? 0 : x[i];
}

void backward(const OpCall& call, const OpGradients& gradients) {
  if (!gradients.dx[0]) return;
  const Index count = static_cast<Index>(call.y.count());
  const Real* x = call.x[0].data;
  const Real* dy = gradients.dy.data;
  Real* dx = gradients.dx[0].data;
  // dy/dx = 1 where x > 0, else 0 (at 0 itself by convention)
  for (Index i = 0; i < count; ++i) {
    const Real passed = dy[i];  // read in any case: a branch on random signs would be the cost
    dx[i] = x[i] <= 0 ? 0 : passed;
  }
}

const Sample kSamples[] = {{"{}", "3x4"}, {"{}", "1x1"}, {"{}", "5x7"}, {"{}", "2x3x5"}};

const Reject kRejects[] = {{"{}", "3x4 3x4", "one input"}, {R"({"slope":1})", "3x4", "slope"}};

}  // namespace

/// Lets positive numbers through and turns negative ones into zero.
///   y = max(x, 0)
/// Shapes   x and y the same, any
/// Errors   infer(): not one input
/// Cost     one comparison a number; allocates nothing
/// Source   Nair and Hinton 2010; torch.relu
const OpInfo& relu_op() {
  static const OpInfo info = {
      {.name = "relu",
       .label = {"ReLU", "ReLU"},
       .summary = {"Lets positive numbers through and turns negative ones into zero.", "正数照原样通过，负数变成零。"},
       .formula = "y = max(x, 0)",
       .source = "Nair and Hinton 2010; torch.relu",
       .samples = kSamples,
       .rejects = kRejects},
      true,
      infer_elementwise};
  return info;
}

const OpPasses& relu_op_passes() {
  static const OpPasses passes = {forward, backward};
  return passes;
}

}  // namespace downhill
