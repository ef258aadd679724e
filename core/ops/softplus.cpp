#include <cmath>

#include "core/kernels/vector_math.hpp"
#include "core/ops/op.hpp"

namespace downhill {
namespace {

void forward(const OpCall& call) {
  const Index count = static_cast<Index>(call.y.count());
  const Real beta = static_cast<Real>(call.options[0]);
  const Real* x = call.x[0].data;
  Real* y = call.y.data;
  // max(bx, 0) + log(1 + e^-|bx|): no exponential overflows, and a NaN is kept.
  for (Index i = 0; i < count; ++i) {
    const Real bx = beta * x[i];
    y[i] = ((bx < 0 ? 0 : bx) + std::log1p(std::exp(-std::abs(bx)))) / beta;
  }
}

void backward(const OpCall& call, const OpGradients& gradients) {
  if (!gradients.dx[0]) return;
  const Index count = static_cast<Index>(call.y.count());
  const Real beta = static_cast<Real>(call.options[0]);
  const Real* x = call.x[0].data;
  const Real* dy = gradients.dy.data;
  Real* dx = gradients.dx[0].data;
  // dy/dx = sigmoid(beta x)
  for (Index i = 0; i < count; ++i) dx[i] = beta * x[i];
  vector_sigmoid(dx, dx, count);
  for (Index i = 0; i < count; ++i) dx[i] *= dy[i];
}

const OptionSpec kOptions[] = {
    {.name = "beta",
     .label = {"Sharpness β", "锐度 β"},
     .help = {"How sharp the corner is: the larger, the closer to ReLU.", "拐角有多尖：越大越接近 ReLU。"},
     .minimum = 0.01,
     .maximum = 100,
     .initial = 1,
     .slider_minimum = 0.1,
     .slider_maximum = 10,
     .logarithmic = true}};

const Sample kSamples[] = {{"{}", "3x4"}, {"{}", "1x1"}, {R"({"beta":2})", "5x7"}, {R"({"beta":0.5})", "2x3x5"}};

const Reject kRejects[] = {
    {"{}", "3x4 3x4", "one input"}, {R"({"beta":0})", "3x4", "beta"}, {R"({"slope":1})", "3x4", "slope"}};

}  // namespace

/// ReLU with its corner rounded off: always positive, smooth everywhere.
///   y = log(1 + e^(beta x)) / beta
/// Shapes   x and y the same, any
/// Errors   infer(): not one input
/// Cost     one exponential and one logarithm a number; allocates nothing
/// Not here the threshold of torch.nn.Softplus, which only guards against overflow
/// Source   Dugas et al. 2000; torch.nn.Softplus
const OpInfo& softplus_op() {
  static const OpInfo info = {{.name = "softplus",
                               .label = {"softplus", "softplus"},
                               .summary = {"ReLU with its corner rounded off: always positive, smooth everywhere.",
                                           "把拐角磨圆的 ReLU：恒为正，处处光滑。"},
                               .formula = "y = log(1 + e^(β x)) / β",
                               .source = "Dugas et al. 2000; torch.nn.Softplus",
                               .options = kOptions,
                               .samples = kSamples,
                               .rejects = kRejects},
                              true,
                              infer_elementwise};
  return info;
}

const OpPasses& softplus_op_passes() {
  static const OpPasses passes = {forward, backward};
  return passes;
}

}  // namespace downhill
