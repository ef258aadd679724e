#include "core/ops/op.hpp"

namespace downhill {
namespace {

void forward(const OpCall& call) {
  const Index count = static_cast<Index>(call.y.count());
  const Real slope = static_cast<Real>(call.options[0]);
  const Real* x = call.x[0].data;
  Real* y = call.y.data;
  for (Index i = 0; i < count; ++i) y[i] = x[i] > 0 ? x[i] : slope * x[i];
}

void backward(const OpCall& call, const OpGradients& gradients) {
  if (!gradients.dx[0]) return;
  const Index count = static_cast<Index>(call.y.count());
  const Real slope = static_cast<Real>(call.options[0]);
  const Real* x = call.x[0].data;
  const Real* dy = gradients.dy.data;
  Real* dx = gradients.dx[0].data;
  // dy/dx = 1 where x > 0, else a (at 0 itself by convention)
  for (Index i = 0; i < count; ++i) dx[i] = x[i] > 0 ? dy[i] : slope * dy[i];
}

const OptionSpec kOptions[] = {{.name = "slope",
                                .label = {"Slope below 0", "负半轴斜率"},
                                .help = {"How much of a negative number passes: 0 is ReLU, 1 changes nothing.",
                                         "负数通过多少：0 就是 ReLU,1 则什么也不改变。"},
                                .minimum = 0,
                                .maximum = 1,
                                .initial = 0.01,
                                .slider_minimum = 0,
                                .slider_maximum = 0.5}};

const Sample kSamples[] = {{"{}", "3x4"}, {"{}", "1x1"}, {R"({"slope":0.2})", "5x7"}, {R"({"slope":0})", "2x3x5"}};

const Reject kRejects[] = {
    {"{}", "3x4 3x4", "one input"}, {R"({"slope":2})", "3x4", "slope"}, {R"({"alpha":1})", "3x4", "alpha"}};

}  // namespace

/// Lets positive numbers through and keeps a small part of negative ones, so no neuron dies.
///   y = x if x > 0, else a x
/// Shapes   x and y the same, any
/// Errors   infer(): not one input
/// Cost     one comparison and one multiplication a number; allocates nothing
/// Source   Maas, Hannun and Ng 2013; torch.nn.LeakyReLU
const OpInfo& leaky_relu_op() {
  static const OpInfo info = {
      {.name = "leaky_relu",
       .label = {"Leaky ReLU", "Leaky ReLU"},
       .summary = {"Lets positive numbers through and keeps a small part of negative ones, so no neuron dies.",
                   "正数照原样通过，负数保留一小部分，这样神经元不会死掉。"},
       .formula = "y = x if x > 0, else a x",
       .source = "Maas, Hannun and Ng 2013; torch.nn.LeakyReLU",
       .options = kOptions,
       .samples = kSamples,
       .rejects = kRejects},
      true,
      infer_elementwise};
  return info;
}

const OpPasses& leaky_relu_op_passes() {
  static const OpPasses passes = {forward, backward};
  return passes;
}

}  // namespace downhill
