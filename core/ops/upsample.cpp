#include <algorithm>

#include "core/ops/inputs.hpp"

namespace downhill {
namespace {

enum { kFactor, kMode };
enum { kNearest, kBilinear };

Result<OpPlan> infer(std::span<const double> options, std::span<const Shape> x) {
  Status images = check_images(x);
  if (!images) return images.error();
  const auto factor = static_cast<std::int64_t>(options[kFactor]);
  return OpPlan{.y = {x[0][0], x[0][1], factor * x[0][2], factor * x[0][3]}};
}

/// The two numbers between which a place of y lies, and the share of the second one.
struct Between {
  Index first, second;
  Real share;
};

Between between(const OpCall& call, Index place, Index length) {
  const auto factor = static_cast<Index>(call.options[kFactor]);
  if (chosen(call.options, kMode) == kNearest) return {place / factor, place / factor, 0};
  // The middles of the pixels lie on each other: (place + 1/2) / factor - 1/2
  const Real at = std::max((static_cast<Real>(place) + Real(0.5)) / static_cast<Real>(factor) - Real(0.5), Real(0));
  const auto first = std::min(static_cast<Index>(at), length - 1);
  return {first, std::min(first + 1, length - 1), at - static_cast<Real>(first)};
}

/// visit(place in y, rows, columns, first number of the plane in x) for every number of y.
template <class Visit>
void visit_places(const OpCall& call, Visit visit) {
  const Shape &x = call.x[0].shape, &y = call.y.shape;
  const auto planes = static_cast<Index>(y[0] * y[1]), height = static_cast<Index>(x[2]),
             width = static_cast<Index>(x[3]);
  const auto out_height = static_cast<Index>(y[2]), out_width = static_cast<Index>(y[3]);
  Index at = 0;
  for (Index p = 0; p < planes; ++p)
    for (Index oy = 0; oy < out_height; ++oy) {
      const Between rows = between(call, oy, height);
      for (Index ox = 0; ox < out_width; ++ox) visit(at++, rows, between(call, ox, width), p * height * width);
    }
}

void forward(const OpCall& call) {
  const auto width = static_cast<Index>(call.x[0].shape[3]);
  visit_places(call, [&](Index at, const Between& r, const Between& c, Index plane) {
    const Real* x = call.x[0].data + plane;
    const Real upper = x[r.first * width + c.first] * (1 - c.share) + x[r.first * width + c.second] * c.share;
    const Real lower = x[r.second * width + c.first] * (1 - c.share) + x[r.second * width + c.second] * c.share;
    call.y.data[at] = upper * (1 - r.share) + lower * r.share;
  });
}

void backward(const OpCall& call, const OpGradients& gradients) {
  if (!gradients.dx[0]) return;
  const auto width = static_cast<Index>(call.x[0].shape[3]);
  std::fill_n(gradients.dx[0].data, call.x[0].count(), Real(0));
  // Each dy goes back to the four numbers it was mixed from, by their shares.
  visit_places(call, [&](Index at, const Between& r, const Between& c, Index plane) {
    Real* dx = gradients.dx[0].data + plane;
    const Real upper = gradients.dy.data[at] * (1 - r.share), lower = gradients.dy.data[at] * r.share;
    dx[r.first * width + c.first] += upper * (1 - c.share);
    dx[r.first * width + c.second] += upper * c.share;
    dx[r.second * width + c.first] += lower * (1 - c.share);
    dx[r.second * width + c.second] += lower * c.share;
  });
}

constexpr Choice kModes[] = {{"nearest", {"Nearest", "最近邻"}}, {"bilinear", {"Bilinear", "双线性"}}};

const OptionSpec kOptions[] = {
    {.name = "factor",
     .label = {"Factor", "倍数"},
     .help = {"How many times as high and wide the image becomes.", "图像的高和宽变成原来的几倍。"},
     .kind = OptionKind::integer,
     .minimum = 1,
     .maximum = 16,
     .initial = 2,
     .slider_minimum = 1,
     .slider_maximum = 4},
    {.name = "mode",
     .label = {"Mode", "方式"},
     .help = {"Copies of pixels, or smooth passages between them.", "复制像素，还是在像素之间平滑过渡。"},
     .kind = OptionKind::choice,
     .maximum = 1,
     .slider_maximum = 1,
     .choices = kModes}};

const Sample kSamples[] = {{"{}", "2x2x3x4"},
                           {R"({"factor":1})", "1x1x1x1"},
                           {R"({"factor":3})", "1x2x2x3"},
                           {R"({"mode":"bilinear"})", "2x2x3x4"},
                           {R"({"factor":3,"mode":"bilinear"})", "1x2x2x5"},
                           {R"({"factor":4,"mode":"bilinear"})", "1x1x1x3"}};

const Reject kRejects[] = {{R"({"factor":0})", "2x3x5x5", "factor"},
                           {R"({"mode":"cubic"})", "2x3x5x5", "nearest, bilinear"},
                           {"{}", "2x3", "[N,C,H,W]"},
                           {"{}", "2x3x5x5 2x3x5x5", "one input"}};

}  // namespace

/// Makes an image larger, by copying pixels or by mixing neighbours.
///   nearest: y[i,j] = x[i/F, j/F];  bilinear: the mean of four neighbours, weighted by nearness
/// Shapes   x [N,C,H,W]  y [N,C,F H,F W]
/// Errors   infer(): not images
/// Cost     8 operations for every y; allocates nothing
/// Source   torch.nn.Upsample (align_corners=False)
const OpInfo& upsample_op() {
  static const OpInfo info = {{.name = "upsample",
                               .label = {"Upsample", "上采样"},
                               .summary = {"Makes an image larger, by copying pixels or by mixing neighbours.",
                                           "通过复制像素或混合相邻像素把图像放大。"},
                               .formula = "y[i,j] = x[i/F, j/F]",
                               .source = "torch.nn.Upsample",
                               .options = kOptions,
                               .samples = kSamples,
                               .rejects = kRejects},
                              false,
                              infer};
  return info;
}

const OpPasses& upsample_op_passes() {
  static const OpPasses passes = {forward, backward};
  return passes;
}

}  // namespace downhill
