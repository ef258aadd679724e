#include <algorithm>

#include "core/ops/inputs.hpp"

namespace downhill {
namespace {

Result<OpPlan> infer(std::span<const double>, std::span<const Shape> x) {
  Status one = check_one_input(x);
  if (!one) return one.error();
  if (x[0].rank() < 2)
    return make_error("", {"needs an input [N,...], got [{}]", "需要形状为 [N,...] 的输入，得到 [{}]"},
                      {to_string(x[0])});
  return OpPlan{.y = {x[0][0], x[0].sample_count()}};
}

void forward(const OpCall& call) {
  std::copy_n(call.x[0].data, call.y.count(), call.y.data);
}

void backward(const OpCall& call, const OpGradients& gradients) {
  if (gradients.dx[0]) std::copy_n(gradients.dy.data, call.y.count(), gradients.dx[0].data);
}

const Sample kSamples[] = {{"{}", "2x3x4x5"}, {"{}", "1x1x1x1"}, {"{}", "3x2x7"}, {"{}", "4x5"}};

const Reject kRejects[] = {{"{}", "4", "[N,...]"}, {"{}", "2x3x5 2x3x5", "one input"}};

}  // namespace

/// Lays all numbers of a sample in one row.
///   y[n, (c,i,j)] = x[n,c,i,j]
/// Shapes   x [N,...]  y [N,D]
/// Errors   infer(): an input without a batch axis
/// Cost     one copy a number; allocates nothing
/// Source   torch.nn.Flatten
const OpInfo& flatten_op() {
  static const OpInfo info = {{.name = "flatten",
                               .label = {"Flatten", "展平"},
                               .summary = {"Lays all numbers of a sample in one row.", "把一个样本的所有数排成一行。"},
                               .formula = "y[n, (c,i,j)] = x[n,c,i,j]",
                               .source = "torch.nn.Flatten",
                               .samples = kSamples,
                               .rejects = kRejects},
                              false,
                              infer};
  return info;
}

const OpPasses& flatten_op_passes() {
  static const OpPasses passes = {forward, backward};
  return passes;
}

}  // namespace downhill
