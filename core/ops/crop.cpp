#include <algorithm>

#include "core/ops/frame.hpp"

namespace downhill {
namespace {

Result<OpPlan> infer(std::span<const double> options, std::span<const Shape> x) {
  Status images = check_images(x);
  if (!images) return images.error();
  const auto rows = static_cast<std::int64_t>(options[kTop] + options[kBottom]);
  const auto columns = static_cast<std::int64_t>(options[kLeft] + options[kRight]);
  if (rows >= x[0][2] || columns >= x[0][3])
    return make_error(
        "", {"cuts {} rows and {} columns off an image {}x{}", "裁去 {} 行 {} 列，但图像只有 {}x{}"},
        {std::to_string(rows), std::to_string(columns), std::to_string(x[0][2]), std::to_string(x[0][3])});
  return OpPlan{.y = {x[0][0], x[0][1], x[0][2] - rows, x[0][3] - columns}};
}

void forward(const OpCall& call) {
  visit_rows(call.options, call.y.shape, call.x[0].shape,
             [&](Index y, Index x, Index count) { std::copy_n(call.x[0].data + x, count, call.y.data + y); });
}

void backward(const OpCall& call, const OpGradients& gradients) {
  if (!gradients.dx[0]) return;
  std::fill_n(gradients.dx[0].data, call.x[0].count(), Real(0));
  visit_rows(call.options, call.y.shape, call.x[0].shape, [&](Index y, Index x, Index count) {
    std::copy_n(gradients.dy.data + y, count, gradients.dx[0].data + x);
  });
}

const OptionSpec kOptions[] = {
    frame_option("top", {"Top", "上"}, {"Rows cut off above.", "上方裁去的行数。"}),
    frame_option("bottom", {"Bottom", "下"}, {"Rows cut off below.", "下方裁去的行数。"}),
    frame_option("left", {"Left", "左"}, {"Columns cut off on the left.", "左侧裁去的列数。"}),
    frame_option("right", {"Right", "右"}, {"Columns cut off on the right.", "右侧裁去的列数。"})};

const Sample kSamples[] = {{R"({"top":1,"bottom":2,"left":3,"right":0})", "2x2x5x6"},
                           {R"({"left":1,"right":1})", "1x3x2x3"},
                           {"{}", "1x1x1x1"}};

const Reject kRejects[] = {{R"({"top":2,"bottom":3})", "2x3x5x7", "cuts 5 rows and 0 columns off an image 5x7"},
                           {R"({"left":-1})", "2x3x5x5", "left"},
                           {"{}", "2x3", "[N,C,H,W]"},
                           {"{}", "2x3x5x5 2x3x5x5", "one input"}};

}  // namespace

/// Cuts a frame off every image.
///   y[n,c,i,j] = x[n, c, i + top, j + left]
/// Shapes   x [N,C,H,W]  y [N,C,H - top - bottom,W - left - right]
/// Errors   infer(): not images, a frame that leaves nothing
/// Cost     one copy a number; allocates nothing
/// Source   torchvision.transforms.functional.crop
const OpInfo& crop_op() {
  static const OpInfo info = {{.name = "crop",
                               .label = {"Crop", "裁剪"},
                               .summary = {"Cuts a frame off every image.", "裁去每幅图像的边框。"},
                               .formula = "y[i,j] = x[i+t, j+l]",
                               .source = "torchvision.transforms.functional.crop",
                               .options = kOptions,
                               .samples = kSamples,
                               .rejects = kRejects},
                              false,
                              infer};
  return info;
}

const OpPasses& crop_op_passes() {
  static const OpPasses passes = {forward, backward};
  return passes;
}

}  // namespace downhill
