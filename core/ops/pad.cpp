#include <algorithm>

#include "core/ops/frame.hpp"

namespace downhill {
namespace {

enum { kValue = kRight + 1 };

Result<OpPlan> infer(std::span<const double> options, std::span<const Shape> x) {
  Status images = check_images(x);
  if (!images) return images.error();
  const auto rows = static_cast<std::int64_t>(options[kTop] + options[kBottom]);
  const auto columns = static_cast<std::int64_t>(options[kLeft] + options[kRight]);
  return OpPlan{.y = {x[0][0], x[0][1], x[0][2] + rows, x[0][3] + columns}};
}

void forward(const OpCall& call) {
  std::fill_n(call.y.data, call.y.count(), static_cast<Real>(call.options[kValue]));
  visit_rows(call.options, call.x[0].shape, call.y.shape,
             [&](Index x, Index y, Index count) { std::copy_n(call.x[0].data + x, count, call.y.data + y); });
}

void backward(const OpCall& call, const OpGradients& gradients) {
  if (!gradients.dx[0]) return;
  visit_rows(call.options, call.x[0].shape, call.y.shape, [&](Index x, Index y, Index count) {
    std::copy_n(gradients.dy.data + y, count, gradients.dx[0].data + x);
  });
}

const OptionSpec kOptions[] = {
    frame_option("top", {"Top", "上"}, {"Rows added above.", "上方增加的行数。"}),
    frame_option("bottom", {"Bottom", "下"}, {"Rows added below.", "下方增加的行数。"}),
    frame_option("left", {"Left", "左"}, {"Columns added on the left.", "左侧增加的列数。"}),
    frame_option("right", {"Right", "右"}, {"Columns added on the right.", "右侧增加的列数。"}),
    {.name = "value",
     .label = {"Value", "值"},
     .help = {"The number that fills the frame.", "填充边框所用的数。"},
     .minimum = -1e6,
     .maximum = 1e6,
     .initial = 0,
     .slider_minimum = -1,
     .slider_maximum = 1}};

const Sample kSamples[] = {{R"({"top":1,"bottom":2,"left":3,"right":0})", "2x2x3x2"},
                           {R"({"left":1,"right":1,"value":-0.5})", "1x3x2x2"},
                           {"{}", "1x1x1x1"}};

const Reject kRejects[] = {
    {R"({"top":-1})", "2x3x5x5", "top"}, {"{}", "2x3", "[N,C,H,W]"}, {"{}", "2x3x5x5 2x3x5x5", "one input"}};

}  // namespace

/// Puts a frame of one number around every image.
///   y[n,c,i,j] = x[n, c, i - top, j - left], `value` outside
/// Shapes   x [N,C,H,W]  y [N,C,H + top + bottom,W + left + right]
/// Errors   infer(): not images
/// Cost     one copy a number; allocates nothing
/// Source   torch.nn.ConstantPad2d
const OpInfo& pad_op() {
  static const OpInfo info = {
      {.name = "pad",
       .label = {"Pad", "填充"},
       .summary = {"Puts a frame of one number around every image.", "给每幅图像加上由同一个数组成的边框。"},
       .formula = "y[i,j] = x[i−t, j−l]",
       .source = "torch.nn.ConstantPad2d",
       .options = kOptions,
       .samples = kSamples,
       .rejects = kRejects},
      false,
      infer};
  return info;
}

const OpPasses& pad_op_passes() {
  static const OpPasses passes = {forward, backward};
  return passes;
}

}  // namespace downhill
