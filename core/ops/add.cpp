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
  for (Index i = 0; i < count; ++i) y[i] = a[i] + b[i];
  for (std::size_t k = 2; k < call.x.size(); ++k) {
    const Real* more = call.x[k].data;
    for (Index i = 0; i < count; ++i) y[i] += more[i];
  }
}

void backward(const OpCall& call, const OpGradients& gradients) {
  const auto count = static_cast<Index>(call.y.count());
  const Real* dy = gradients.dy.data;
  // dy/dx_k = 1
  for (const View& view : gradients.dx) {
    Real* dx = view.data;
    if (!view) continue;
    for (Index i = 0; i < count; ++i) dx[i] = dy[i];
  }
}

const Sample kSamples[] = {{"{}", "3x4 3x4"}, {"{}", "2x3x2x2 2x3x2x2 2x3x2x2"}, {"{}", "1x1 1x1"}};

const Reject kRejects[] = {{"{}", "3x4", "takes 2 to 16 inputs, got 1"},
                           {"{}", "3x4 3x5", "needs inputs of one shape, got 3x4 and 3x5"}};

}  // namespace

/// The sum of several inputs of one shape: the joint of a residual block.
///   y = x0 + x1 + ...
/// Shapes   x_i and y the same, any
/// Errors   infer(): fewer than two inputs, shapes that differ
/// Cost     one addition a number and input; allocates nothing
/// Source   He et al. 2015, arXiv:1512.03385; torch.add
const OpInfo& add_op() {
  static const OpInfo info = {{.name = "add",
                               .label = {"Add", "相加"},
                               .summary = {"The sum of several inputs of one shape: the joint of a residual block.",
                                           "把几个形状相同的输入相加：残差块的汇合处。"},
                               .formula = "y = x₀ + x₁ + …",
                               .source = "He et al. 2015, arXiv:1512.03385; torch.add",
                               .samples = kSamples,
                               .rejects = kRejects},
                              false,
                              infer};
  return info;
}

const OpPasses& add_op_passes() {
  static const OpPasses passes = {forward, backward};
  return passes;
}

}  // namespace downhill
