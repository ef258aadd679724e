#include "core/kernels/vector_math.hpp"
#include "core/ops/op.hpp"

namespace downhill {
namespace {

void forward(const OpCall& call) {
  const Index count = static_cast<Index>(call.y.count());
  const Real* x = call.x[0].data;
  Real* y = call.y.data;
  vector_sigmoid(x, y, count);
  for (Index i = 0; i < count; ++i) y[i] *= x[i];
}

void backward(const OpCall& call, const OpGradients& gradients) {
  if (!gradients.dx[0]) return;
  const Index count = static_cast<Index>(call.y.count());
  const Real* x = call.x[0].data;
  const Real* dy = gradients.dy.data;
  Real* dx = gradients.dx[0].data;
  // dy/dx = s + x s (1 - s) with s = sigmoid(x)
  vector_sigmoid(x, dx, count);
  for (Index i = 0; i < count; ++i) dx[i] = dy[i] * dx[i] * (1 + x[i] * (1 - dx[i]));
}

const Sample kSamples[] = {{"{}", "3x4"}, {"{}", "1x1"}, {"{}", "5x7"}, {"{}", "2x3x5"}};

const Reject kRejects[] = {{"{}", "3x4 3x4", "one input"}, {R"({"slope":1})", "3x4", "slope"}};

}  // namespace

/// Each number times its own sigmoid: a smooth ReLU with a small dip below zero.
///   y = x sigmoid(x)
/// Shapes   x and y the same, any
/// Errors   infer(): not one input
/// Cost     one exponential and one division a number each way; allocates nothing
/// Source   Elfwing, Uchibe and Doya 2017, arXiv:1702.03118 (swish of arXiv:1710.05941); torch.nn.SiLU
const OpInfo& silu_op() {
  static const OpInfo info = {
      {.name = "silu",
       .label = {"SiLU", "SiLU"},
       .summary = {"Each number times its own sigmoid: a smooth ReLU with a small dip below zero.",
                   "每个数乘以它自己的 sigmoid：平滑的 ReLU，在零以下有一个小凹陷。"},
       .formula = "y = x σ(x)",
       .source = "Elfwing, Uchibe and Doya 2017, arXiv:1702.03118 (swish of arXiv:1710.05941); torch.nn.SiLU",
       .samples = kSamples,
       .rejects = kRejects},
      true,
      infer_elementwise};
  return info;
}

const OpPasses& silu_op_passes() {
  static const OpPasses passes = {forward, backward};
  return passes;
}

}  // namespace downhill
