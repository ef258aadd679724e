#include <algorithm>

#include "core/ops/inputs.hpp"

namespace downhill {
namespace {

enum { kFirst, kSecond, kThird };

Result<OpPlan> infer(std::span<const double> options, std::span<const Shape> x) {
  Status one = check_one_input(x);
  if (!one) return one.error();
  if (x[0].rank() < 2)
    return make_error("", {"needs an input [N,...], got [{}]", "需要形状为 [N,...] 的输入，得到 [{}]"},
                      {to_string(x[0])});
  const auto length = [&](int i) { return static_cast<std::int64_t>(options[static_cast<std::size_t>(i)]); };
  Shape y = {x[0][0], length(kFirst)};
  if (length(kSecond) > 0) y = {x[0][0], length(kFirst), length(kSecond)};
  if (length(kSecond) > 0 && length(kThird) > 0) y = {x[0][0], length(kFirst), length(kSecond), length(kThird)};
  if (y.sample_count() == x[0].sample_count()) return OpPlan{.y = y};
  return make_error(
      "", {"turns {} numbers a sample into {} ([{}] into [{}])", "把每个样本的 {} 个数变成 {} 个（[{}] 变成 [{}]）"},
      {std::to_string(x[0].sample_count()), std::to_string(y.sample_count()), to_string(x[0]), to_string(y)});
}

void forward(const OpCall& call) {
  std::copy_n(call.x[0].data, call.y.count(), call.y.data);
}

void backward(const OpCall& call, const OpGradients& gradients) {
  if (gradients.dx[0]) std::copy_n(gradients.dy.data, call.y.count(), gradients.dx[0].data);
}

constexpr OptionSpec length_option(const char* name, HelpText label, HelpText help, double minimum) {
  return {.name = name,
          .label = label,
          .help = help,
          .kind = OptionKind::integer,
          .minimum = minimum,
          .maximum = 65536,
          .initial = minimum,
          .slider_minimum = minimum,
          .slider_maximum = 64};
}

const OptionSpec kOptions[] = {
    length_option("d1", {"First length", "第一维"},
                  {"Length of the first axis after the batch.", "批次之后第一个轴的长度。"}, 1),
    length_option("d2", {"Second length", "第二维"},
                  {"Length of the second axis; 0 leaves it out.", "第二个轴的长度；0 表示没有。"}, 0),
    length_option("d3", {"Third length", "第三维"},
                  {"Length of the third axis; 0 leaves it out.", "第三个轴的长度；0 表示没有。"}, 0)};

const Sample kSamples[] = {
    {R"({"d1":2,"d2":3,"d3":4})", "3x24"}, {R"({"d1":6,"d2":2})", "2x3x2x2"}, {R"({"d1":20})", "2x4x5"}, {"{}", "1x1"}};

const Reject kRejects[] = {{R"({"d1":2,"d2":3,"d3":4})", "3x25", "turns 25 numbers a sample into 24"},
                           {R"({"d1":0})", "3x25", "d1"},
                           {R"({"d1":4})", "4", "[N,...]"},
                           {"{}", "2x3x5 2x3x5", "one input"}};

}  // namespace

/// Reads the same numbers by other axes: a row of 784 as an image of 1 x 28 x 28.
///   y = x, row-major
/// Shapes   x [N,...]  y [N,d1], [N,d1,d2] or [N,d1,d2,d3]
/// Errors   infer(): another count of numbers, an input without a batch axis
/// Cost     one copy a number; allocates nothing
/// Source   torch.nn.Unflatten
const OpInfo& reshape_op() {
  static const OpInfo info = {
      {.name = "reshape",
       .label = {"Reshape", "变形"},
       .summary = {"Reads the same numbers by other axes: a row of 784 as an image of 28 by 28.",
                   "用另外的轴读同样的数：把一行 784 个数看成 28×28 的图像。"},
       .formula = "y[n,c,i,j] = x[n, (c,i,j)]",
       .source = "torch.nn.Unflatten",
       .options = kOptions,
       .samples = kSamples,
       .rejects = kRejects},
      false,
      infer};
  return info;
}

const OpPasses& reshape_op_passes() {
  static const OpPasses passes = {forward, backward};
  return passes;
}

}  // namespace downhill
