#include <algorithm>

#include "core/ops/axis.hpp"

namespace downhill {
namespace {

enum { kAxis, kStart, kLength };

/// Where the part begins; a negative start counts from the end.
std::int64_t start_of(std::span<const double> options, const Shape& x) {
  const auto start = static_cast<std::int64_t>(options[kStart]);
  return start < 0 ? start + x[static_cast<int>(options[kAxis])] : start;
}

Result<OpPlan> infer(std::span<const double> options, std::span<const Shape> x) {
  Status one = check_one_input(x);
  if (!one) return one.error();
  Status exists = check_axis(x[0], options[kAxis]);
  if (!exists) return exists.error();
  const int axis = static_cast<int>(options[kAxis]);
  const std::int64_t start = start_of(options, x[0]), length = static_cast<std::int64_t>(options[kLength]);
  if (start < 0 || start + length > x[0][axis])
    return make_error("",
                      {"start {} and length {} do not fit into an axis of {}", "起点 {} 加长度 {} 超出长度为 {} 的轴"},
                      {number_text(options[kStart]), std::to_string(length), std::to_string(x[0][axis])});
  OpPlan plan{.y = x[0]};
  plan.y.set(axis, length);
  return plan;
}

/// visit(place in x, place in y, numbers) for every run that is copied whole.
template <class Visit>
void visit_runs(const OpCall& call, Visit visit) {
  const int axis = static_cast<int>(call.options[kAxis]);
  const AxisView x = view_axis(call.x[0].shape, axis);
  const Index start = static_cast<Index>(start_of(call.options, call.x[0].shape)) * x.inner;
  const Index run = static_cast<Index>(call.options[kLength]) * x.inner;
  for (Index o = 0; o < x.outer; ++o) visit(o * x.length * x.inner + start, o * run, run);
}

void forward(const OpCall& call) {
  visit_runs(call, [&](Index x, Index y, Index count) { std::copy_n(call.x[0].data + x, count, call.y.data + y); });
}

void backward(const OpCall& call, const OpGradients& gradients) {
  if (!gradients.dx[0]) return;
  std::fill_n(gradients.dx[0].data, call.x[0].count(), Real(0));
  visit_runs(call, [&](Index x, Index y, Index count) {
    std::copy_n(gradients.dy.data + y, count, gradients.dx[0].data + x);
  });
}

const OptionSpec kOptions[] = {
    axis_option(),
    {.name = "start",
     .label = {"Start", "起点"},
     .help = {"Where the part begins; negative numbers count from the end.", "这一段从哪里开始；负数从末尾数起。"},
     .kind = OptionKind::integer,
     .minimum = -65536,
     .maximum = 65536,
     .initial = 0,
     .slider_minimum = -8,
     .slider_maximum = 8},
    {.name = "length",
     .label = {"Length", "长度"},
     .help = {"How much of the axis is kept.", "保留这个轴上的多长一段。"},
     .kind = OptionKind::integer,
     .minimum = 1,
     .maximum = 65536,
     .initial = 1,
     .slider_minimum = 1,
     .slider_maximum = 16}};

const Sample kSamples[] = {{R"({"start":1,"length":2})", "3x4"},
                           {R"({"start":-1})", "2x5x3"},
                           {R"({"axis":2,"start":-3,"length":2})", "2x3x4x2"},
                           {R"({"axis":3,"length":2})", "1x2x3x4"},
                           {"{}", "1x1"}};

const Reject kRejects[] = {{R"({"start":3,"length":2})", "3x4", "start 3 and length 2 do not fit into an axis of 4"},
                           {R"({"start":-5})", "3x4", "start -5"},
                           {R"({"axis":2})", "3x4", "axis 2 does not exist in [3x4]"},
                           {R"({"length":0})", "3x4", "length"},
                           {"{}", "3x4 3x4", "one input"}};

}  // namespace

/// Keeps a part of one axis; two of them split a tensor.
///   y[..., k, ...] = x[..., start + k, ...]
/// Shapes   x [N,...]  y: the same but `length` along `axis`
/// Errors   infer(): an axis that does not exist, a part that does not fit
/// Cost     one copy a number; allocates nothing
/// Source   torch.narrow
const OpInfo& slice_op() {
  static const OpInfo info = {{.name = "slice",
                               .label = {"Slice", "切片"},
                               .summary = {"Keeps a part of one axis; two of them split a tensor.",
                                           "保留一个轴上的一段；用两个就能把张量分开。"},
                               .formula = "y[k] = x[start + k]",
                               .source = "torch.narrow",
                               .options = kOptions,
                               .samples = kSamples,
                               .rejects = kRejects},
                              false,
                              infer};
  return info;
}

const OpPasses& slice_op_passes() {
  static const OpPasses passes = {forward, backward};
  return passes;
}

}  // namespace downhill
