#include "core/kernels/vector_math.hpp"
#include "core/ops/op.hpp"

namespace downhill {
namespace {

constexpr Real kAmplitude = Real(1.7159), kSlope = Real(2) / 3;

void forward(const OpCall& call) {
  const auto count = static_cast<Index>(call.y.count());
  const Real* x = call.x[0].data;
  Real* y = call.y.data;
  for (Index i = 0; i < count; ++i) y[i] = kSlope * x[i];
  vector_tanh(y, y, count);
  for (Index i = 0; i < count; ++i) y[i] *= kAmplitude;
}

void backward(const OpCall& call, const OpGradients& gradients) {
  if (!gradients.dx[0]) return;
  const auto count = static_cast<Index>(call.y.count());
  const Real *y = call.y.data, *dy = gradients.dy.data;
  Real* dx = gradients.dx[0].data;
  // dy/dx = A S (1 - tanh^2(S x)) = S (A - y^2 / A)
  for (Index i = 0; i < count; ++i) dx[i] = dy[i] * kSlope * (kAmplitude - y[i] * y[i] / kAmplitude);
}

const Sample kSamples[] = {{"{}", "3x4"}, {"{}", "1x1"}, {"{}", "5x7"}, {"{}", "2x3x5"}};

const Reject kRejects[] = {{"{}", "3x4 3x4", "one input"}, {R"({"slope":1})", "3x4", "slope"}};

}  // namespace

/// A tanh stretched so that it maps 1 to 1 and -1 to -1 and bends most there.
///   y = 1.7159 tanh(2/3 x)
/// Shapes   x and y the same, any
/// Errors   infer(): not one input
/// Cost     one tanh a number; allocates nothing
/// Source   LeCun, Bottou, Bengio and Haffner 1998, doi:10.1109/5.726791, equation 6 and appendix A
const OpInfo& scaled_tanh_op() {
  static const OpInfo info = {{.name = "scaled_tanh",
                               .label = {"scaled tanh", "缩放 tanh"},
                               .summary = {"A tanh stretched so that it maps 1 to 1 and -1 to -1 and bends most there.",
                                           "拉伸过的 tanh：把 1 映到 1、-1 映到 -1，并在那里弯得最厉害。"},
                               .formula = "y = 1.7159 tanh(2x/3)",
                               .source = "LeCun, Bottou, Bengio and Haffner 1998, doi:10.1109/5.726791",
                               .samples = kSamples,
                               .rejects = kRejects},
                              true,
                              infer_elementwise};
  return info;
}

const OpPasses& scaled_tanh_op_passes() {
  static const OpPasses passes = {forward, backward};
  return passes;
}

}  // namespace downhill
