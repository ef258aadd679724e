#include "core/ops/inputs.hpp"

namespace downhill {
namespace {

Result<OpPlan> infer(std::span<const double>, std::span<const Shape> x) {
  Status one = check_one_input(x);
  if (!one) return one.error();
  return OpPlan{.y = x[0]};
}

void forward(const OpCall& call) {
  const auto count = static_cast<Index>(call.y.count());
  const Real amount = static_cast<Real>(call.options[0]);
  for (Index i = 0; i < count; ++i) call.y.data[i] = call.x[0].data[i] + amount;
}

void backward(const OpCall& call, const OpGradients& gradients) {
  if (!gradients.dx[0]) return;
  const auto count = static_cast<Index>(call.y.count());
  for (Index i = 0; i < count; ++i) gradients.dx[0].data[i] = gradients.dy.data[i];
}

const OptionSpec kOptions[] = {{.name = "amount",
                                .label = {"Amount", "偏移量"},
                                .help = {"What is added to every number.", "给每个数加上的量。"},
                                .minimum = -1e6,
                                .maximum = 1e6,
                                .initial = 1,
                                .slider_minimum = -2,
                                .slider_maximum = 2}};

const Sample kSamples[] = {
    {R"({"amount":-2})", "3x4"}, {"{}", "1x1"}, {R"({"amount":3})", "5x17"}, {R"({"amount":0.5})", "2x3x2x2"}};

const Reject kRejects[] = {{R"({"amount":1e9})", "3x4", "amount"}, {"{}", "3x4 3x4", "one input"}};

}  // namespace

/// Adds one number to everything.
///   y = x + a;  dx = dy
/// Shapes   x and y the same, any
/// Errors   infer(): not one input
/// Cost     one addition a number; allocates nothing
/// Source   torch.add
/// Not here a learned amount: the bias of a layer
const OpInfo& shift_op() {
  static const OpInfo info = {{.name = "shift",
                               .label = {"Shift", "平移"},
                               .summary = {"Adds one number to everything.", "给所有数都加上同一个数。"},
                               .formula = "y = x + a",
                               .source = "torch.add",
                               .options = kOptions,
                               .samples = kSamples,
                               .rejects = kRejects},
                              false,
                              infer};
  return info;
}

const OpPasses& shift_op_passes() {
  static const OpPasses passes = {forward, backward};
  return passes;
}

}  // namespace downhill
