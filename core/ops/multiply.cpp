#include "core/ops/inputs.hpp"

namespace downhill {
namespace {

Result<OpPlan> infer(std::span<const double>, std::span<const Shape> x) {
  Status same = check_same(x, 2);
  if (!same) return same.error();
  return OpPlan{.y = x[0]};
}

void forward(const OpCall& call) {
  const auto count = static_cast<Index>(call.y.count());
  Real* y = call.y.data;
  const Real *a = call.x[0].data, *b = call.x[1].data;
  for (Index i = 0; i < count; ++i) y[i] = a[i] * b[i];
  for (std::size_t k = 2; k < call.x.size(); ++k) {
    const Real* more = call.x[k].data;
    for (Index i = 0; i < count; ++i) y[i] *= more[i];
  }
}

void backward(const OpCall& call, const OpGradients& gradients) {
  const auto count = static_cast<Index>(call.y.count());
  const Real* dy = gradients.dy.data;
  // dy/dx_k = the product of the others; not y / x_k, which fails at 0
  for (std::size_t k = 0; k < call.x.size(); ++k) {
    if (!gradients.dx[k]) continue;
    Real* dx = gradients.dx[k].data;
    for (Index i = 0; i < count; ++i) dx[i] = dy[i];
    for (std::size_t other = 0; other < call.x.size(); ++other) {
      if (other == k) continue;
      const Real* x = call.x[other].data;
      for (Index i = 0; i < count; ++i) dx[i] *= x[i];
    }
  }
}

const Sample kSamples[] = {{"{}", "3x4 3x4"}, {"{}", "2x3x2x2 2x3x2x2 2x3x2x2"}, {"{}", "1x1 1x1"}};

const Reject kRejects[] = {{"{}", "3x4", "takes 2 to 16 inputs, got 1"},
                           {"{}", "3x4 3x5", "needs inputs of one shape, got 3x4 and 3x5"}};

}  // namespace

/// The product of several inputs, number by number: a gate opens and closes what flows through.
///   y = x0 x1 ...
/// Shapes   x_i and y the same, any
/// Errors   infer(): fewer than two inputs, shapes that differ
/// Cost     one multiplication a number and input, K^2 of them backward for K inputs; allocates nothing
/// Source   torch.mul
const OpInfo& multiply_op() {
  static const OpInfo info = {
      {.name = "multiply",
       .label = {"Multiply", "相乘"},
       .summary = {"The product of several inputs, number by number: a gate for what flows through.",
                   "把几个输入逐个相乘：控制信息通过的门。"},
       .formula = "y = x₀ x₁ …",
       .source = "torch.mul",
       .samples = kSamples,
       .rejects = kRejects},
      false,
      infer};
  return info;
}

const OpPasses& multiply_op_passes() {
  static const OpPasses passes = {forward, backward};
  return passes;
}

}  // namespace downhill
