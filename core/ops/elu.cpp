#include <cmath>

#include "core/ops/op.hpp"

namespace downhill {
namespace {

void forward(const OpCall& call) {
  const Index count = static_cast<Index>(call.y.count());
  const Real alpha = static_cast<Real>(call.options[0]);
  const Real* x = call.x[0].data;
  Real* y = call.y.data;
  for (Index i = 0; i < count; ++i) y[i] = x[i] > 0 ? x[i] : alpha * std::expm1(x[i]);
}

void backward(const OpCall& call, const OpGradients& gradients) {
  if (!gradients.dx[0]) return;
  const Index count = static_cast<Index>(call.y.count());
  const Real alpha = static_cast<Real>(call.options[0]);
  const Real* x = call.x[0].data;
  const Real* y = call.y.data;
  const Real* dy = gradients.dy.data;
  Real* dx = gradients.dx[0].data;
  // dy/dx = 1 where x > 0, else alpha e^x = y + alpha
  for (Index i = 0; i < count; ++i) dx[i] = x[i] > 0 ? dy[i] : dy[i] * (y[i] + alpha);
}

const OptionSpec kOptions[] = {{.name = "alpha",
                                .label = {"Depth α", "深度 α"},
                                .help = {"How far below zero the curve goes.", "曲线最低降到零以下多少。"},
                                .minimum = 0,
                                .maximum = 10,
                                .initial = 1,
                                .slider_minimum = 0,
                                .slider_maximum = 2}};

const Sample kSamples[] = {{"{}", "3x4"}, {"{}", "1x1"}, {R"({"alpha":0.3})", "5x7"}, {R"({"alpha":2})", "2x3x5"}};

const Reject kRejects[] = {
    {"{}", "3x4 3x4", "one input"}, {R"({"alpha":-1})", "3x4", "alpha"}, {R"({"slope":1})", "3x4", "slope"}};

}  // namespace

/// Like ReLU, but bends smoothly towards -alpha for negative numbers.
///   y = x if x > 0, else alpha (e^x - 1)
/// Shapes   x and y the same, any
/// Errors   infer(): not one input
/// Cost     one exponential for each negative number; allocates nothing
/// Source   Clevert, Unterthiner and Hochreiter 2015, arXiv:1511.07289; torch.nn.ELU
const OpInfo& elu_op() {
  static const OpInfo info = {{.name = "elu",
                               .label = {"ELU", "ELU"},
                               .summary = {"Like ReLU, but bends smoothly towards -alpha for negative numbers.",
                                           "类似 ReLU，但负数一侧平滑地弯向 −α。"},
                               .formula = "y = x if x > 0, else α (e^x − 1)",
                               .source = "Clevert, Unterthiner and Hochreiter 2015, arXiv:1511.07289; torch.nn.ELU",
                               .options = kOptions,
                               .samples = kSamples,
                               .rejects = kRejects},
                              true,
                              infer_elementwise};
  return info;
}

const OpPasses& elu_op_passes() {
  static const OpPasses passes = {forward, backward};
  return passes;
}

}  // namespace downhill
