#include <algorithm>

#include "core/kernels/gemm.hpp"
#include "core/kernels/im2col.hpp"
#include "core/ops/inputs.hpp"
#include "core/ops/window_options.hpp"

namespace downhill {
namespace {

enum { kUnits, kKernel, kStride, kPadding, kDilation, kGroups, kBias };
enum { kWeightTensor, kBiasTensor };

// Windows are laid out a few output rows at a time, so that they stay in the second cache.
constexpr Index kTileNumbers = 32 * 1024;

/// Channels and units are those of one group.
struct Sizes {
  Window window;
  Index groups, channels, units;
  Index plane, places, patch;  // H W, H' W', C K K
  Index tile_rows;             // output rows laid out at once
};

Sizes sizes_of(std::span<const double> options, const Shape& x) {
  Sizes s;
  s.window = place_window(x, options[kKernel], options[kStride], options[kPadding], options[kDilation]).value();
  s.groups = static_cast<Index>(options[kGroups]);
  s.channels = static_cast<Index>(x[1]) / s.groups;
  s.units = static_cast<Index>(options[kUnits]) / s.groups;
  s.plane = s.window.height * s.window.width;
  s.places = s.window.out_height * s.window.out_width;
  s.patch = s.channels * s.window.kernel * s.window.kernel;
  s.tile_rows = std::clamp<Index>(kTileNumbers / s.patch / s.window.out_width, 1, s.window.out_height);
  return s;
}

/// The columns of dw transposed, with zeros behind the last one: the matrix product is fast on whole tiles of eight.
Index padded_units(const Sizes& s) {
  return (s.units + 7) / 8 * 8;
}

Result<OpPlan> infer(std::span<const double> options, std::span<const Shape> x) {
  Status images = check_images(x);
  if (!images) return images.error();
  Result<Window> window = place_window(x[0], options[kKernel], options[kStride], options[kPadding], options[kDilation]);
  if (!window) return window.error();
  const auto units = static_cast<std::int64_t>(options[kUnits]), groups = static_cast<std::int64_t>(options[kGroups]);
  if (x[0][1] % groups != 0)
    return make_error("", {"{} groups do not divide {} channels", "{} 个组不能整除 {} 个输入通道"},
                      {std::to_string(groups), std::to_string(x[0][1])});
  if (units % groups != 0)
    return make_error("", {"{} groups do not divide {} filters", "{} 个组不能整除 {} 个滤波器"},
                      {std::to_string(groups), std::to_string(units)});
  Status size = check_patch(x[0][1] / groups, window.value().kernel);
  if (!size) return size.error();
  const Sizes s = sizes_of(options, x[0]);
  const auto kernel = static_cast<std::int64_t>(s.window.kernel);
  const std::int64_t fan_in = s.patch, fan_out = units * kernel * kernel;
  OpPlan plan{.y = {x[0][0], units, s.window.out_height, s.window.out_width}};
  plan.parameters.push_back(
      {.name = "weight", .shape = {units, s.channels, kernel, kernel}, .fan_in = fan_in, .fan_out = fan_out});
  if (options[kBias] != 0)
    plan.parameters.push_back(
        {.name = "bias", .shape = {units}, .fan_in = fan_in, .fan_out = fan_out, .is_weight = false});
  const std::int64_t tile = s.tile_rows * s.window.out_width;
  const std::int64_t padded = padded_units(s);
  plan.scratch = fan_in * tile + tile * padded + fan_in * padded;  // columns, dy transposed, dw transposed
  return plan;
}

/// visit(first output row, rows, first place, places) for every tile of an image.
template <class Visit>
void visit_tiles(const Sizes& s, Visit visit) {
  for (Index row = 0; row < s.window.out_height; row += s.tile_rows) {
    const Index rows = std::min(s.tile_rows, s.window.out_height - row);
    visit(row, rows, row * s.window.out_width, rows * s.window.out_width);
  }
}

void forward(const OpCall& call) {
  const Sizes s = sizes_of(call.options, call.x[0].shape);
  const auto samples = static_cast<Index>(call.y.shape[0]);
  Real* columns = call.scratch.data;
  const bool has_bias = call.w.size() > kBiasTensor;

  for (Index n = 0; n < samples; ++n)
    for (Index g = 0; g < s.groups; ++g) {
      const Real* x = call.x[0].data + (n * s.groups + g) * s.channels * s.plane;
      const Real* w = call.w[kWeightTensor].data + g * s.units * s.patch;
      Real* y = call.y.data + (n * s.groups + g) * s.units * s.places;
      if (has_bias)
        for (Index o = 0; o < s.units; ++o)
          std::fill_n(y + o * s.places, s.places, call.w[kBiasTensor].data[g * s.units + o]);
      visit_tiles(s, [&](Index row, Index rows, Index first, Index count) {
        im2col(x, s.channels, s.window, row, rows, columns);
        gemm(s.units, count, s.patch, {w, s.patch, 1}, columns, count, y + first, s.places, has_bias);
      });
    }
}

/// dw of one group over the whole batch. The product walks along rows of its right side, so it makes dw^T from dy^T.
void backward_weights(const OpCall& call, const OpGradients& gradients, const Sizes& s, Index g) {
  const auto samples = static_cast<Index>(call.y.shape[0]);
  Real* columns = call.scratch.data;
  Real* dyt = columns + s.patch * s.tile_rows * s.window.out_width;
  const Index padded = padded_units(s);
  Real* dwt = dyt + s.tile_rows * s.window.out_width * padded;
  std::fill_n(dyt, s.tile_rows * s.window.out_width * padded + s.patch * padded, Real(0));
  for (Index n = 0; n < samples; ++n) {
    const Real* x = call.x[0].data + (n * s.groups + g) * s.channels * s.plane;
    const Real* dy = gradients.dy.data + (n * s.groups + g) * s.units * s.places;
    visit_tiles(s, [&](Index row, Index rows, Index first, Index count) {
      im2col(x, s.channels, s.window, row, rows, columns);
      transpose(dy + first, s.units, count, s.places, dyt, padded);
      gemm(s.patch, padded, count, {columns, count, 1}, dyt, padded, dwt, padded, true);
    });
  }
  Real* dw = gradients.dw[kWeightTensor].data + g * s.units * s.patch;
  for (Index o = 0; o < s.units; ++o)
    for (Index i = 0; i < s.patch; ++i) dw[o * s.patch + i] += dwt[i * padded + o];
}

void backward_inputs(const OpCall& call, const OpGradients& gradients, const Sizes& s, Index n, Index g) {
  const Real* w = call.w[kWeightTensor].data + g * s.units * s.patch;
  const Real* dy = gradients.dy.data + (n * s.groups + g) * s.units * s.places;
  Real* dx = gradients.dx[0].data + (n * s.groups + g) * s.channels * s.plane;
  Real* columns = call.scratch.data;
  std::fill_n(dx, s.channels * s.plane, Real(0));
  visit_tiles(s, [&](Index row, Index rows, Index first, Index count) {
    gemm(s.patch, count, s.units, {w, 1, s.patch}, dy + first, s.places, columns, count, false);
    col2im(columns, s.channels, s.window, row, rows, dx);
  });
}

void backward(const OpCall& call, const OpGradients& gradients) {
  const Sizes s = sizes_of(call.options, call.x[0].shape);
  const auto samples = static_cast<Index>(call.y.shape[0]);
  // y = w X + b with X = im2col(x):  dw = dy X^T,  dx = col2im(w^T dy),  db = sum of dy over the batch and all places
  for (Index g = 0; g < s.groups; ++g) backward_weights(call, gradients, s, g);
  if (gradients.dx[0])
    for (Index n = 0; n < samples; ++n)
      for (Index g = 0; g < s.groups; ++g) backward_inputs(call, gradients, s, n, g);
  if (call.w.size() <= kBiasTensor) return;
  const Index units = s.groups * s.units;
  for (Index n = 0; n < samples; ++n)
    for (Index o = 0; o < units; ++o) {
      const Real* dy = gradients.dy.data + (n * units + o) * s.places;
      Real sum = 0;
      for (Index p = 0; p < s.places; ++p) sum += dy[p];
      gradients.dw[kBiasTensor].data[o] += sum;
    }
}

const OptionSpec kOptions[] = {
    channels_option(8),
    kernel_option(3),
    stride_option(
        1, 1, {"How far the window moves at a time; 2 halves the image.", "窗口每次移动的距离；2 会让图像缩小一半。"}),
    padding_option({"Rows and columns of zeros around the image; more keep it larger.",
                    "图像四周补零的行列数；越多，输出图像越大。"}),
    dilation_option(),
    {.name = "groups",
     .label = {"Groups", "分组"},
     .help = {"Channels are split into so many groups that do not see each other.", "通道被分成若干互不相见的组。"},
     .kind = OptionKind::integer,
     .minimum = 1,
     .maximum = 4096,
     .initial = 1,
     .slider_minimum = 1,
     .slider_maximum = 8},
    bias_option()};

const Sample kSamples[] = {{R"({"units":3,"kernel":3})", "2x2x5x6"},
                           {R"({"units":1,"kernel":1})", "1x1x1x1"},
                           {R"({"units":4,"kernel":3,"padding":1})", "2x3x5x4"},
                           {R"({"units":2,"kernel":5,"padding":2,"bias":false})", "1x2x5x7"},
                           {R"({"units":3,"kernel":3,"stride":2})", "2x2x7x6"},
                           {R"({"units":2,"kernel":3,"stride":2,"padding":1,"dilation":2})", "2x2x8x7"},
                           {R"({"units":4,"kernel":2,"groups":2})", "2x4x4x5"},
                           {R"({"units":6,"kernel":3,"padding":1,"groups":3,"stride":3})", "1x3x7x5"},
                           {R"({"units":2,"kernel":4,"stride":3,"padding":2})", "3x1x6x5"},
                           {R"({"units":5,"kernel":1,"bias":false})", "2x3x3x3"},
                           {R"({"units":9,"kernel":3,"padding":1})", "1x5x7x9"},
                           {R"({"units":3,"kernel":3,"stride":2,"padding":2})", "2x3x6x7"}};

const Reject kRejects[] = {
    {R"({"kernel":7})", "2x3x5x5", "kernel 7 is larger than its padded input 5x5"},
    {R"({"kernel":3,"dilation":3,"padding":1})", "2x3x4x9", "kernel 7 is larger than its padded input 6x11"},
    {R"({"kernel":0})", "2x3x5x5", "kernel"},
    {R"({"kernel":32})", "2x3x5x5", "31"},
    {R"({"stride":0})", "2x3x5x5", "stride"},
    {R"({"groups":2})", "2x3x5x5", "2 groups do not divide 3 channels"},
    {R"({"units":3,"groups":2})", "2x4x5x5", "2 groups do not divide 3 filters"},
    {"{}", "2x3", "[N,C,H,W]"},
    {"{}", "2x3x5x5 2x3x5x5", "one input"}};

}  // namespace

/// Every filter slides over the image and answers how much each place looks like it.
///   y[n,o,i,j] = b[o] + sum_{c,u,v} w[o,c,u,v] x[n, c, i S - P + u L, j S - P + v L]
/// Shapes   x [N,C,H,W]  w [O,C/G,K,K]  b [O]  y [N,O,H',W'], H' = (H + 2P - L(K-1) - 1)/S + 1; L dilation, G groups
/// Errors   infer(): not images, a kernel larger than the padded input, groups that do not divide channels or filters
/// Cost     2 N O C/G K K H' W' flops forward, twice that backward; keeps the windows of a few output rows; allocates
///          nothing
/// Source   LeCun et al. 1989, doi:10.1162/neco.1989.1.4.541; torch.nn.Conv2d (cross-correlation, zeros around)
/// Not here rectangular kernels, other paddings than zeros (see pad)
const OpInfo& conv2d_op() {
  static const OpInfo info = {
      {.name = "conv2d",
       .label = {"Convolution", "卷积"},
       .summary = {"Every filter slides over the image and answers how much each place looks like it.",
                   "每个滤波器滑过整幅图像，回答各处与它有多像。"},
       .formula = "y[o,i,j] = b[o] + Σ w[o,c,u,v] x[c, iS−P+u, jS−P+v]",
       .source = "LeCun et al. 1989, doi:10.1162/neco.1989.1.4.541; torch.nn.Conv2d",
       .options = kOptions,
       .samples = kSamples,
       .rejects = kRejects},
      false,
      infer};
  return info;
}

const OpPasses& conv2d_op_passes() {
  static const OpPasses passes = {forward, backward};
  return passes;
}

}  // namespace downhill
