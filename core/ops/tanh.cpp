#include "core/kernels/vector_math.hpp"
#include "core/ops/op.hpp"

namespace downhill {
namespace {

void forward(const OpCall& call) {
  vector_tanh(call.x[0].data, call.y.data, static_cast<Index>(call.y.count()));
}

void backward(const OpCall& call, const OpGradients& gradients) {
  if (!gradients.dx[0]) return;
  const Index count = static_cast<Index>(call.y.count());
  const Real* y = call.y.data;
  const Real* dy = gradients.dy.data;
  Real* dx = gradients.dx[0].data;
  // dy/dx = 1 - tanh^2(x)
  for (Index i = 0; i < count; ++i) dx[i] = dy[i] * (1 - y[i] * y[i]);
}

const Sample kSamples[] = {{"{}", "3x4"}, {"{}", "1x1"}, {"{}", "5x7"}, {"{}", "2x3x5"}};

const Reject kRejects[] = {{"{}", "3x4 3x4", "one input"}, {R"({"slope":1})", "3x4", "slope"}};

}  // namespace

/// Squashes any number into (-1, 1): an S-shaped curve through zero.
///   y = tanh(x)
/// Shapes   x and y the same, any
/// Errors   infer(): not one input
/// Cost     one tanh a number; allocates nothing
/// Source   LeCun et al. 1998, Efficient BackProp; torch.tanh
const OpInfo& tanh_op() {
  static const OpInfo info = {{.name = "tanh",
                               .label = {"tanh", "tanh"},
                               .summary = {"Squashes any number into (-1, 1): an S-shaped curve through zero.",
                                           "把任何数压到（-1, 1） 之间：一条过零点的 S 形曲线。"},
                               .formula = "y = tanh(x)",
                               .source = "LeCun et al. 1998, Efficient BackProp; torch.tanh",
                               .samples = kSamples,
                               .rejects = kRejects},
                              true,
                              infer_elementwise};
  return info;
}

const OpPasses& tanh_op_passes() {
  static const OpPasses passes = {forward, backward};
  return passes;
}

}  // namespace downhill
