#include <algorithm>

#include "core/kernels/gemm.hpp"
#include "core/kernels/im2col.hpp"
#include "core/ops/inputs.hpp"
#include "core/ops/window_options.hpp"

namespace downhill {
namespace {

enum { kUnits, kKernel, kStride, kPadding, kOutputPadding, kBias };
enum { kWeightTensor, kBiasTensor };

/// The window slides over y; its places are the pixels of x.
struct Sizes {
  Window window;
  Index channels, units;
  Index plane, places, patch;  // H' W' of y, H W of x, O K K
};

Sizes sizes_of(std::span<const double> options, const Shape& x) {
  const auto kernel = static_cast<Index>(options[kKernel]), stride = static_cast<Index>(options[kStride]);
  const auto padding = static_cast<Index>(options[kPadding]), more = static_cast<Index>(options[kOutputPadding]);
  const auto rows = static_cast<Index>(x[2]), columns = static_cast<Index>(x[3]);
  Sizes s;
  s.window = {(rows - 1) * stride - 2 * padding + kernel + more,
              (columns - 1) * stride - 2 * padding + kernel + more,
              rows,
              columns,
              kernel,
              stride,
              padding,
              1};
  s.channels = static_cast<Index>(x[1]);
  s.units = static_cast<Index>(options[kUnits]);
  s.plane = s.window.height * s.window.width;
  s.places = rows * columns;
  s.patch = s.units * kernel * kernel;
  return s;
}

Result<OpPlan> infer(std::span<const double> options, std::span<const Shape> x) {
  Status images = check_images(x);
  if (!images) return images.error();
  if (options[kOutputPadding] >= options[kStride] && options[kOutputPadding] > 0)
    return make_error("", {"output padding {} must be smaller than stride {}", "输出填充 {} 必须小于步幅 {}"},
                      {number_text(options[kOutputPadding]), number_text(options[kStride])});
  Status size = check_patch(static_cast<std::int64_t>(options[kUnits]), static_cast<std::int64_t>(options[kKernel]));
  if (!size) return size.error();
  const Sizes s = sizes_of(options, x[0]);
  if (s.window.height < 1 || s.window.width < 1)
    return make_error("", {"padding {} leaves nothing of an output {}x{}", "填充 {} 使输出 {}x{} 什么也不剩"},
                      {number_text(options[kPadding]), std::to_string(s.window.height + 2 * s.window.padding),
                       std::to_string(s.window.width + 2 * s.window.padding)});
  const auto kernel = static_cast<std::int64_t>(s.window.kernel);
  const std::int64_t fan_in = x[0][1] * kernel * kernel, fan_out = s.patch;
  OpPlan plan{.y = {x[0][0], s.units, s.window.height, s.window.width}};
  plan.parameters.push_back(
      {.name = "weight", .shape = {s.channels, s.units, kernel, kernel}, .fan_in = fan_in, .fan_out = fan_out});
  if (options[kBias] != 0)
    plan.parameters.push_back(
        {.name = "bias", .shape = {s.units}, .fan_in = fan_in, .fan_out = fan_out, .is_weight = false});
  plan.scratch = fan_out * s.places + x[0].sample_count() + fan_out * x[0][1];  // columns, x^T, dw^T
  return plan;
}

/// Every weight once for each pixel of the input, which stamps the kernel.
std::int64_t multiply_adds_of(std::span<const Shape> x, const OpPlan& plan) {
  return plan.parameters[kWeightTensor].shape.count() * x[0][2] * x[0][3];
}

void forward(const OpCall& call) {
  const Sizes s = sizes_of(call.options, call.x[0].shape);
  const auto samples = static_cast<Index>(call.y.shape[0]);
  const Real* w = call.w[kWeightTensor].data;
  Real* columns = call.scratch.data;
  for (Index n = 0; n < samples; ++n) {
    const Real* x = call.x[0].data + n * s.channels * s.places;
    Real* y = call.y.data + n * s.units * s.plane;
    for (Index o = 0; o < s.units; ++o)
      std::fill_n(y + o * s.plane, s.plane, call.w.size() > kBiasTensor ? call.w[kBiasTensor].data[o] : Real(0));
    gemm(s.patch, s.places, s.channels, {w, 1, s.patch}, x, s.places, columns, s.places, false);
    col2im(columns, s.units, s.window, 0, s.window.out_height, y);
  }
}

void backward(const OpCall& call, const OpGradients& gradients) {
  const Sizes s = sizes_of(call.options, call.x[0].shape);
  const auto samples = static_cast<Index>(call.y.shape[0]);
  const Real* w = call.w[kWeightTensor].data;
  Real* columns = call.scratch.data;
  Real* xt = columns + s.patch * s.places;
  Real* dwt = xt + s.places * s.channels;
  std::fill_n(dwt, s.patch * s.channels, Real(0));
  // y = col2im(w^T x) + b, so with Y = im2col(dy):  dx = w Y,  dw^T = Y x^T,  db = sum of dy
  for (Index n = 0; n < samples; ++n) {
    const Real* dy = gradients.dy.data + n * s.units * s.plane;
    im2col(dy, s.units, s.window, 0, s.window.out_height, columns);
    if (gradients.dx[0])
      gemm(s.channels, s.places, s.patch, {w, s.patch, 1}, columns, s.places,
           gradients.dx[0].data + n * s.channels * s.places, s.places, false);
    transpose(call.x[0].data + n * s.channels * s.places, s.channels, s.places, xt);
    gemm(s.patch, s.channels, s.places, {columns, s.places, 1}, xt, s.channels, dwt, s.channels, true);
    if (call.w.size() <= kBiasTensor) continue;
    for (Index o = 0; o < s.units; ++o) {
      Real sum = 0;
      for (Index p = 0; p < s.plane; ++p) sum += dy[o * s.plane + p];
      gradients.dw[kBiasTensor].data[o] += sum;
    }
  }
  Real* dw = gradients.dw[kWeightTensor].data;
  for (Index c = 0; c < s.channels; ++c)
    for (Index i = 0; i < s.patch; ++i) dw[c * s.patch + i] += dwt[i * s.channels + c];
}

const OptionSpec kOptions[] = {
    channels_option(8),
    kernel_option(2),
    stride_option(
        1, 2, {"How far apart the stamps are set; 2 doubles the image.", "相邻两次印上的距离；2 会让图像放大一倍。"}),
    padding_option({"Rows and columns cut off around the output.", "从输出四周裁去的行列数。"}),
    {.name = "output_padding",
     .label = {"Output padding", "输出填充"},
     .help = {"Rows and columns added at one side, when several output sizes are possible.",
              "当输出大小有多种可能时，在一侧增加的行列数。"},
     .kind = OptionKind::integer,
     .minimum = 0,
     .maximum = kLargestKernel,
     .initial = 0,
     .slider_minimum = 0,
     .slider_maximum = 3},
    bias_option()};

const Sample kSamples[] = {{R"({"units":3})", "2x2x3x4"},
                           {R"({"units":1,"kernel":1,"stride":1})", "1x1x1x1"},
                           {R"({"units":2,"kernel":3,"stride":2,"padding":1})", "2x3x4x3"},
                           {R"({"units":2,"kernel":3,"stride":2,"padding":1,"output_padding":1})", "1x2x3x5"},
                           {R"({"units":4,"kernel":4,"stride":1,"bias":false})", "2x2x2x3"},
                           {R"({"units":2,"kernel":5,"stride":3,"padding":2,"bias":false})", "2x1x3x3"}};

const Reject kRejects[] = {{R"({"kernel":1,"padding":1})", "2x3x1x1", "padding 1 leaves nothing of an output 1x1"},
                           {R"({"output_padding":2})", "2x3x4x4", "output padding 2 must be smaller than stride 2"},
                           {R"({"stride":0})", "2x3x5x5", "stride"},
                           {"{}", "2x3", "[N,C,H,W]"},
                           {"{}", "2x3x5x5 2x3x5x5", "one input"}};

}  // namespace

/// Every pixel stamps its filters, as strong as it is, onto a larger image: a convolution backwards.
///   y[n, o, i S - P + u, j S - P + v] += w[c,o,u,v] x[n,c,i,j],  y starts at b[o]
/// Shapes   x [N,C,H,W]  w [C,O,K,K]  b [O]  y [N,O,H',W'], H' = (H-1)S - 2P + K + output padding
/// Errors   infer(): not images, a padding that leaves nothing, an output padding not below the stride
/// Cost     2 N C O K K H W flops forward, twice that backward; keeps O K K H W numbers; allocates nothing
/// Source   Zeiler et al. 2010, Deconvolutional networks; torch.nn.ConvTranspose2d
/// Not here groups, dilation
const OpInfo& conv_transpose2d_op() {
  static const OpInfo info = {
      {.name = "conv_transpose2d",
       .label = {"Transposed convolution", "转置卷积"},
       .summary = {"Every pixel stamps its filters onto a larger image: a convolution backwards.",
                   "每个像素把自己的滤波器印到更大的图像上：反过来的卷积。"},
       .formula = "y[o, iS−P+u, jS−P+v] += w[c,o,u,v] x[c,i,j]",
       .source = "Zeiler et al. 2010; torch.nn.ConvTranspose2d",
       .options = kOptions,
       .samples = kSamples,
       .rejects = kRejects},
      false,
      infer,
      {},
      multiply_adds_of};
  return info;
}

const OpPasses& conv_transpose2d_op_passes() {
  static const OpPasses passes = {forward, backward};
  return passes;
}

}  // namespace downhill
