#include <algorithm>

#include "core/ops/axis.hpp"

namespace downhill {
namespace {

Result<OpPlan> infer(std::span<const double> options, std::span<const Shape> x) {
  Status number = check_inputs(x, 2, 16);
  if (!number) return number.error();
  const int axis = static_cast<int>(options[0]);
  Shape y = x[0];
  for (std::size_t i = 0; i < x.size(); ++i) {
    Status exists = check_axis(x[i], axis);
    if (!exists) return exists.error();
    if (i == 0) continue;
    Shape same = x[i];
    if (same.rank() == y.rank()) same.set(axis, y[axis]);
    if (!(same == y))
      return make_error("", {"cannot join [{}] and [{}] along axis {}", "无法把 [{}] 与 [{}] 沿轴 {} 拼接"},
                        {to_string(x[0]), to_string(x[i]), std::to_string(axis)});
    y.set(axis, y[axis] + x[i][axis]);
  }
  return OpPlan{.y = y};
}

/// visit(input, place in it, place in y, numbers) for every run that is copied whole.
template <class Visit>
void visit_runs(const OpCall& call, Visit visit) {
  const int axis = static_cast<int>(call.options[0]);
  const AxisView y = view_axis(call.y.shape, axis);
  Index first = 0;
  for (std::size_t i = 0; i < call.x.size(); ++i) {
    const AxisView x = view_axis(call.x[i].shape, axis);
    const Index run = x.length * x.inner;
    for (Index o = 0; o < x.outer; ++o) visit(i, o * run, o * y.length * y.inner + first, run);
    first += run;
  }
}

void forward(const OpCall& call) {
  visit_runs(call, [&](std::size_t i, Index x, Index y, Index count) {
    std::copy_n(call.x[i].data + x, count, call.y.data + y);
  });
}

void backward(const OpCall& call, const OpGradients& gradients) {
  visit_runs(call, [&](std::size_t i, Index x, Index y, Index count) {
    if (gradients.dx[i]) std::copy_n(gradients.dy.data + y, count, gradients.dx[i].data + x);
  });
}

const OptionSpec kOptions[] = {axis_option()};

const Sample kSamples[] = {
    {"{}", "3x4 3x2"}, {"{}", "2x1x3x2 2x3x3x2 2x2x3x2"}, {R"({"axis":2})", "2x3x1 2x3x4"}, {"{}", "1x1 1x1"}};

const Reject kRejects[] = {{"{}", "3x4", "takes 2 to 16 inputs, got 1"},
                           {"{}", "3x4x2 3x4x5", "cannot join [3x4x2] and [3x4x5] along axis 1"},
                           {"{}", "3x4 3x4x1", "cannot join"},
                           {R"({"axis":2})", "3x4 3x4", "axis 2 does not exist in [3x4]"},
                           {R"({"axis":0})", "3x4 3x4", "axis"}};

}  // namespace

/// Puts several inputs side by side.
///   y = [x0 | x1 | ...] along one axis
/// Shapes   x_i [N,...] of the same lengths but for `axis`  y [N,...] with the sum of theirs
/// Errors   infer(): fewer than two inputs, other lengths than those of `axis` that differ
/// Cost     one copy a number; allocates nothing
/// Source   torch.cat; the joint of Szegedy et al. 2014, arXiv:1409.4842
const OpInfo& concat_op() {
  static const OpInfo info = {{.name = "concat",
                               .label = {"Concatenate", "拼接"},
                               .summary = {"Puts several inputs side by side.", "把几个输入并排放在一起。"},
                               .formula = "y = [x₀ | x₁ | …]",
                               .source = "torch.cat",
                               .options = kOptions,
                               .samples = kSamples,
                               .rejects = kRejects},
                              false,
                              infer};
  return info;
}

const OpPasses& concat_op_passes() {
  static const OpPasses passes = {forward, backward};
  return passes;
}

}  // namespace downhill
