#include <algorithm>

#include "core/kernels/conv2d.hpp"
#include "core/kernels/gemm.hpp"
#include "core/kernels/im2col.hpp"
#include "core/ops/inputs.hpp"
#include "core/ops/window_options.hpp"

namespace downhill {
namespace {

enum { kUnits, kKernel, kStride, kPadding, kDilation, kGroups, kBias };
enum { kWeightTensor, kBiasTensor };

// Where dx needs whole columns, they are made a few output rows at a time, so that they stay in the second cache.
constexpr Index kTileNumbers = 32 * 1024;

/// Channels and units are those of one group.
struct Sizes {
  ConvSizes conv;
  Index groups;
  Index plane, places, patch;  // H W, H' W', C K K
  Index tile_rows;             // output rows whose columns are made at once
};

Sizes sizes_of(std::span<const double> options, const Shape& x) {
  Sizes s;
  Window& window = s.conv.window;
  window = place_window(x, options[kKernel], options[kStride], options[kPadding], options[kDilation]).value();
  s.groups = static_cast<Index>(options[kGroups]);
  s.conv.channels = static_cast<Index>(x[1]) / s.groups;
  s.conv.units = static_cast<Index>(options[kUnits]) / s.groups;
  s.plane = window.height * window.width;
  s.places = s.conv.places();
  s.patch = s.conv.patch();
  s.tile_rows = std::clamp<Index>(kTileNumbers / s.patch / window.out_width, 1, window.out_height);
  return s;
}

/// The convolution that makes dx out of dy: units and channels change places, the filters are turned around.
ConvSizes turned(const Sizes& s) {
  const Window& w = s.conv.window;
  const Index padding = w.dilation * (w.kernel - 1) - w.padding;
  return {
      {w.out_height, w.out_width, w.height, w.width, w.kernel, 1, padding, w.dilation}, s.conv.units, s.conv.channels};
}

/// Is it possible, and cheaper than columns that are added up? It makes H W products instead of H' W', but no columns.
bool turns(const Sizes& s) {
  const Window& w = s.conv.window;
  return w.stride == 1 && w.padding <= w.dilation * (w.kernel - 1) && 4 * s.plane <= 5 * s.places;
}

// Numbers of scratch, in 64 bits: they are asked for before the sizes are known to be sane.
// An image without a border of zeros is read where it lies.
std::int64_t padded_numbers(const ConvSizes& conv) {
  const std::int64_t channels = conv.channels;
  return conv.window.padding == 0 ? 0 : channels * conv.padded_height() * conv.padded_width();
}

// dy and dw with eight units side by side.
std::int64_t grouped_dy(const Sizes& s) {
  const std::int64_t groups = s.conv.unit_groups();
  return groups * s.places * 8;
}

std::int64_t grouped_dw(const Sizes& s) {
  const std::int64_t groups = s.conv.unit_groups();
  return groups * s.patch * 8;
}

std::int64_t scratch_of(const Sizes& s) {
  const std::int64_t units = s.conv.units, columns = s.tile_rows * s.conv.window.out_width;
  const std::int64_t inputs = turns(s) ? units * s.patch + padded_numbers(turned(s)) : columns * s.patch;
  return std::max(padded_numbers(s.conv) + grouped_dy(s) + grouped_dw(s), inputs);
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
  const auto kernel = static_cast<std::int64_t>(s.conv.window.kernel);
  const std::int64_t fan_in = s.patch, fan_out = units * kernel * kernel;
  OpPlan plan{.y = {x[0][0], units, s.conv.window.out_height, s.conv.window.out_width}};
  plan.parameters.push_back(
      {.name = "weight", .shape = {units, s.conv.channels, kernel, kernel}, .fan_in = fan_in, .fan_out = fan_out});
  if (options[kBias] != 0)
    plan.parameters.push_back(
        {.name = "bias", .shape = {units}, .fan_in = fan_in, .fan_out = fan_out, .is_weight = false});
  plan.scratch = scratch_of(s);
  return plan;
}

/// Images with zeros around them, one after the other in the same place.
class Padding {
 public:
  Padding(const ConvSizes& conv, Real* place) : conv_(conv), place_(place) {
    std::fill_n(place, padded_numbers(conv), Real(0));
  }
  const Real* around(const Real* x) const {
    if (conv_.window.padding == 0) return x;
    pad_image(conv_, x, place_);
    return place_;
  }

 private:
  const ConvSizes& conv_;
  Real* place_;
};

void forward(const OpCall& call) {
  const Sizes s = sizes_of(call.options, call.x[0].shape);
  const auto parts = static_cast<Index>(call.y.shape[0]) * s.groups;
  const Padding padding(s.conv, call.scratch.data);
  const bool has_bias = call.w.size() > kBiasTensor;
  for (Index n = 0; n < parts; ++n) {
    const Index g = n % s.groups;
    convolve(s.conv, padding.around(call.x[0].data + n * s.conv.channels * s.plane),
             call.w[kWeightTensor].data + g * s.conv.units * s.patch,
             has_bias ? call.w[kBiasTensor].data + g * s.conv.units : nullptr,
             call.y.data + n * s.conv.units * s.places);
  }
}

/// db += the sum of dy over all places.
void add_places(const Sizes& s, const Real* grouped, Real* db) {
  for (Index o = 0; o < s.conv.units; o += 8) {
    Real sum[8] = {};
    for (Index p = 0; p < s.places; ++p, grouped += 8)
      for (Index u = 0; u < 8; ++u) sum[u] += grouped[u];
    for (Index u = 0; u < std::min<Index>(8, s.conv.units - o); ++u) db[o + u] += sum[u];
  }
}

/// dw and db of one group over the whole batch.
void backward_weights(const OpCall& call, const OpGradients& gradients, const Sizes& s, Index g) {
  const auto samples = static_cast<Index>(call.y.shape[0]);
  const Padding padding(s.conv, call.scratch.data);
  Real* grouped = call.scratch.data + padded_numbers(s.conv);
  Real* sums = grouped + grouped_dy(s);
  std::fill_n(sums, grouped_dw(s), Real(0));
  for (Index n = g; n < samples * s.groups; n += s.groups) {
    group_units(s.conv, gradients.dy.data + n * s.conv.units * s.places, grouped);
    convolve_weights(s.conv, padding.around(call.x[0].data + n * s.conv.channels * s.plane), grouped, sums);
    if (call.w.size() > kBiasTensor) add_places(s, grouped, gradients.dw[kBiasTensor].data + g * s.conv.units);
  }
  Real* dw = gradients.dw[kWeightTensor].data + g * s.conv.units * s.patch;
  for (Index o = 0; o < s.conv.units; ++o)
    for (Index q = 0; q < s.patch; ++q) dw[o * s.patch + q] += sums[(o / 8 * s.patch + q) * 8 + o % 8];
}

/// dx as a convolution of dy with the filters turned around.
void backward_inputs_turned(const OpCall& call, const OpGradients& gradients, const Sizes& s, Index g) {
  const auto samples = static_cast<Index>(call.y.shape[0]);
  const Real* w = call.w[kWeightTensor].data + g * s.conv.units * s.patch;
  Real* turned_w = call.scratch.data;
  const Index kernel = s.conv.window.kernel * s.conv.window.kernel;
  for (Index o = 0; o < s.conv.units; ++o)
    for (Index c = 0; c < s.conv.channels; ++c, w += kernel)
      std::reverse_copy(w, w + kernel, turned_w + (c * s.conv.units + o) * kernel);
  const ConvSizes conv = turned(s);
  const Padding padding(conv, turned_w + s.conv.units * s.patch);
  for (Index n = g; n < samples * s.groups; n += s.groups)
    convolve(conv, padding.around(gradients.dy.data + n * s.conv.units * s.places), turned_w, nullptr,
             gradients.dx[0].data + n * s.conv.channels * s.plane);
}

/// dx by way of the columns: dx = col2im(w^T dy).
void backward_inputs(const OpCall& call, const OpGradients& gradients, const Sizes& s, Index g) {
  const auto samples = static_cast<Index>(call.y.shape[0]);
  const Real* w = call.w[kWeightTensor].data + g * s.conv.units * s.patch;
  Real* columns = call.scratch.data;
  const Window& window = s.conv.window;
  for (Index n = g; n < samples * s.groups; n += s.groups) {
    const Real* dy = gradients.dy.data + n * s.conv.units * s.places;
    Real* dx = gradients.dx[0].data + n * s.conv.channels * s.plane;
    std::fill_n(dx, s.conv.channels * s.plane, Real(0));
    for (Index row = 0; row < window.out_height; row += s.tile_rows) {
      const Index rows = std::min(s.tile_rows, window.out_height - row), count = rows * window.out_width;
      gemm(s.patch, count, s.conv.units, {w, 1, s.patch}, dy + row * window.out_width, s.places, columns, count, false);
      col2im(columns, s.conv.channels, window, row, rows, dx);
    }
  }
}

void backward(const OpCall& call, const OpGradients& gradients) {
  const Sizes s = sizes_of(call.options, call.x[0].shape);
  // y = w X + b with the windows X:  dw = dy X^T,  dx = w^T dy back where it came from,  db = sum of dy over all places
  for (Index g = 0; g < s.groups; ++g) {
    backward_weights(call, gradients, s, g);
    if (gradients.dx[0]) (turns(s) ? backward_inputs_turned : backward_inputs)(call, gradients, s, g);
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
/// Cost     2 N O C/G K K H' W' flops forward, twice that backward; lays out a few windows at a time; allocates nothing
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
