#include "core/kernels/vector_math.hpp"
#include "core/ops/op.hpp"

namespace downhill {
namespace {

void forward(const OpCall& call) {
  vector_sigmoid(call.x[0].data, call.y.data, static_cast<Index>(call.y.count()));
}

void backward(const OpCall& call, const OpGradients& gradients) {
  if (!gradients.dx[0]) return;
  const Index count = static_cast<Index>(call.y.count());
  const Real* y = call.y.data;
  const Real* dy = gradients.dy.data;
  Real* dx = gradients.dx[0].data;
  // dy/dx = y (1 - y)
  for (Index i = 0; i < count; ++i) dx[i] = dy[i] * y[i] * (1 - y[i]);
}

const Sample kSamples[] = {{"{}", "3x4"}, {"{}", "1x1"}, {"{}", "5x7"}, {"{}", "2x3x5"}};

const Reject kRejects[] = {{"{}", "3x4 3x4", "one input"}, {R"({"slope":1})", "3x4", "slope"}};

}  // namespace

/// Squashes any number into (0, 1), to be read as a probability.
///   y = 1 / (1 + e^-x)
/// Shapes   x and y the same, any
/// Errors   infer(): not one input
/// Cost     one exponential and one division a number; allocates nothing
/// Source   Rumelhart, Hinton and Williams 1986, doi:10.1038/323533a0; torch.sigmoid
const OpInfo& sigmoid_op() {
  static const OpInfo info = {{.name = "sigmoid",
                               .label = {"sigmoid", "sigmoid"},
                               .summary = {"Squashes any number into (0, 1), to be read as a probability.",
                                           "把任何数压到（0, 1） 之间，可以当作概率。"},
                               .formula = "y = 1 / (1 + e^-x)",
                               .source = "Rumelhart, Hinton and Williams 1986, doi:10.1038/323533a0; torch.sigmoid",
                               .samples = kSamples,
                               .rejects = kRejects},
                              true,
                              infer_elementwise};
  return info;
}

const OpPasses& sigmoid_op_passes() {
  static const OpPasses passes = {forward, backward};
  return passes;
}

}  // namespace downhill
