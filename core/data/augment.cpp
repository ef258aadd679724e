#include "core/data/augment.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include "core/base/check.hpp"
#include "core/kernels/vector_math.hpp"

namespace downhill {
namespace {

constexpr double kMaximumSigma = 10;
constexpr int kReach = 3;  // of the blur, in sigmas

constexpr OptionSpec kOptions[kAugmentOptions] = {
    {.name = "augment.shift",
     .label = {"Shift (pixels)", "平移（像素）"},
     .help = {"Moves the picture sideways and up or down by up to so many whole pixels.",
              "将图像向左右和上下移动，最多移动这么多整像素。"},
     .kind = OptionKind::integer,
     .maximum = 14,
     .slider_maximum = 6,
     .live = true,
     .rare = true},
    {.name = "augment.rotate",
     .label = {"Rotate (degrees)", "旋转（度）"},
     .help = {"Turns the picture by up to so many degrees to either side.", "将图像向任一侧旋转，最多旋转这么多度。"},
     .maximum = 180,
     .slider_maximum = 45,
     .live = true,
     .rare = true},
    {.name = "augment.scale",
     .label = {"Scale (fraction)", "缩放（比例）"},
     .help = {"Makes the picture larger or smaller by up to this fraction.", "将图像放大或缩小，幅度最多为此比例。"},
     .maximum = 0.5,
     .slider_maximum = 0.5,
     .live = true,
     .rare = true},
    {.name = "augment.shear",
     .label = {"Shear (slope)", "剪切（斜率）"},
     .help = {"Slants the picture to either side: 1 is 45 degrees.", "将图像向任一侧倾斜：1 表示 45 度。"},
     .maximum = 1,
     .slider_maximum = 0.5,
     .live = true,
     .rare = true},
    {.name = "augment.elastic_alpha",
     .label = {"Elastic strength", "弹性形变强度"},
     .help = {"Bends the strokes as if drawn on rubber; with a radius of 4, a strength of 34 moves ink by one or two "
              "pixels.",
              "像画在橡皮上一样弯曲笔画；半径为 4 时，强度 34 会使墨迹移动一到两个像素。"},
     .maximum = 200,
     .slider_maximum = 60,
     .live = true,
     .rare = true},
    {.name = "augment.elastic_sigma",
     .label = {"Elastic radius (pixels)", "弹性形变半径（像素）"},
     .help = {"How far neighbouring pixels move together: small crumples, large bends.",
              "相邻像素共同移动的范围：小则起皱，大则弯曲。"},
     .minimum = 1,
     .maximum = kMaximumSigma,
     .initial = 4,
     .slider_minimum = 2,
     .slider_maximum = 8,
     .live = true,
     .rare = true},
    {.name = "augment.noise",
     .label = {"Noise", "噪声"},
     .help = {"Adds grain to every pixel: its standard deviation, where 1 is the step from paper to ink.",
              "给每个像素加上颗粒噪声：取值为标准差，1 相当于从纸到墨的差。"},
     .maximum = 1,
     .slider_maximum = 0.5,
     .live = true,
     .rare = true},
    {.name = "augment.cutout",
     .label = {"Cutout (pixels)", "遮挡（像素）"},
     .help = {"Erases a square of this side at a random place.", "在随机位置抹去一个此边长的正方形。"},
     .kind = OptionKind::integer,
     .maximum = 20,
     .slider_maximum = 14,
     .live = true,
     .rare = true},
};

struct Direction {
  double cosine, sine;
};

/// Whole quarter turns are exact; the rest, at most 45 degrees, is a power series, the same on every machine.
Direction direction(double degrees) {
  const double quarters = std::floor(degrees / 90 + 0.5);
  const double x = (degrees - 90 * quarters) * std::numbers::pi / 180, square = x * x;
  double cosine = 0, sine = 0;
  for (int n = 16; n > 0; n -= 2) {
    cosine = (1 + cosine) * -square / (n * (n - 1));
    sine = (1 + sine) * -square / (n * (n + 1));
  }
  cosine = 1 + cosine, sine = x * (1 + sine);
  const double turn = quarters - 4 * std::floor(quarters / 4);
  if (turn == 1) return {-sine, cosine};
  if (turn == 2) return {-cosine, -sine};
  if (turn == 3) return {sine, -cosine};
  return {cosine, sine};
}

/// Zero outside. The far places of a wild field are brought near first, so that they fit an int.
Real look_up(const Real* in, int height, int width, Real x, Real y) {
  x = std::clamp(x, Real(-2), static_cast<Real>(width + 1));
  y = std::clamp(y, Real(-2), static_cast<Real>(height + 1));
  const Real left = std::floor(x), top = std::floor(y), fx = x - left, fy = y - top;
  const int column = static_cast<int>(left), row = static_cast<int>(top);
  const auto at = [&](int r, int c) {
    return r >= 0 && r < height && c >= 0 && c < width ? in[r * width + c] : Real(0);
  };
  const Real above = (1 - fx) * at(row, column) + fx * at(row, column + 1);
  const Real below = (1 - fx) * at(row + 1, column) + fx * at(row + 1, column + 1);
  return (1 - fy) * above + fy * below;
}

/// out[i] += weight * in[i + step] wherever both lie in 0..count
void add_shifted(const Real* in, Real* out, int count, int step, Real weight) {
  const int first = std::max(0, -step), last = std::min(count, count - step);
  for (int i = first; i < last; ++i) out[i] += weight * in[i + step];
}

/// field = alpha * (Gauss(sigma) * uniform), one direction of the elastic field; `work` is as large.
void draw_field(double alpha, double sigma, int height, int width, Real* field, Real* work, Rng& rng) {
  constexpr int kMost = kReach * static_cast<int>(kMaximumSigma);
  std::array<Real, kMost + 1> weights;  // of the distances 0, 1, ...
  const int radius = std::min(static_cast<int>(std::ceil(kReach * sigma)), kMost);
  for (int i = 0; i <= radius; ++i)
    weights[static_cast<std::size_t>(i)] = static_cast<Real>(-i * i / (2 * sigma * sigma));
  vector_exp(weights.data(), weights.data(), radius + 1);
  Real sum = weights[0];
  for (int i = 1; i <= radius; ++i) sum += 2 * weights[static_cast<std::size_t>(i)];
  const int count = height * width;
  for (int i = 0; i < count; ++i) field[i] = static_cast<Real>(rng.uniform(-1, 1));
  std::fill(work, work + count, Real(0));
  for (int step = -radius; step <= radius; ++step)  // along columns
    add_shifted(field, work, count, step * width, weights[static_cast<std::size_t>(std::abs(step))] / sum);
  std::fill(field, field + count, Real(0));
  for (int step = -radius; step <= radius; ++step) {  // along rows
    const Real weight = static_cast<Real>(alpha) * weights[static_cast<std::size_t>(std::abs(step))] / sum;
    for (int row = 0; row < height; ++row) add_shifted(work + row * width, field + row * width, width, step, weight);
  }
}

void cut_out(int side, int row, int column, int height, int width, Real* image) {
  const int top = row - side / 2, left = column - side / 2;
  for (int r = std::max(top, 0); r < std::min(top + side, height); ++r)
    for (int c = std::max(left, 0); c < std::min(left + side, width); ++c) image[r * width + c] = 0;
}

}  // namespace

const Info& augment_info() {
  static const Info info = {
      .name = "augment",
      .label = {"Augmentation", "数据增强"},
      .summary = {"Shows the network each picture a little changed every time, so that it cannot learn it by heart.",
                  "每次都把图像稍作改变再给网络看，使它无法死记硬背。"},
      .formula = "q = R(rotate) [1 -shear; 0 1] scale (p - middle) + middle + shift + alpha (Gauss(sigma) * u)",
      .source =
          "Simard, Steinkraus and Platt 2003, doi:10.1109/ICDAR.2003.1227801; DeVries and Taylor 2017, "
          "arXiv:1708.04552",
      .options = kOptions};
  return info;
}

bool changes_pictures(std::span<const double> options) {
  for (std::size_t i = 0; i < kAugmentOptions; ++i)
    if (i != kAugmentElasticSigma && options[i] != kOptions[i].initial) return true;
  return false;
}

void warp_image(const Warp& warp, std::span<const Real> dx, std::span<const Real> dy, int height, int width,
                const Real* in, Real* out) {
  DOWNHILL_CHECK(dx.size() == dy.size() && warp.scale > 0);
  const auto [cosine, sine] = direction(warp.rotate);
  // The inverse of the map in the header, where y points down and so against-the-clock is the other way round.
  const double per_scale = 1 / warp.scale, middle_x = 0.5 * (width - 1), middle_y = 0.5 * (height - 1);
  const auto xx = static_cast<Real>(per_scale * (cosine + warp.shear * sine));
  const auto xy = static_cast<Real>(per_scale * (warp.shear * cosine - sine));
  const auto yx = static_cast<Real>(per_scale * sine), yy = static_cast<Real>(per_scale * cosine);
  for (int row = 0; row < height; ++row)
    for (int column = 0; column < width; ++column) {
      const int i = row * width + column;
      const auto qx = static_cast<Real>(column - middle_x - warp.shift_x);
      const auto qy = static_cast<Real>(row - middle_y - warp.shift_y);
      Real x = xx * qx + xy * qy + static_cast<Real>(middle_x), y = yx * qx + yy * qy + static_cast<Real>(middle_y);
      if (!dx.empty()) x += dx[static_cast<std::size_t>(i)], y += dy[static_cast<std::size_t>(i)];
      out[i] = look_up(in, height, width, x, y);
    }
}

std::size_t augment_scratch(int height, int width) {
  return 3 * static_cast<std::size_t>(height) * static_cast<std::size_t>(width);
}

void augment(std::span<const double> options, int height, int width, const Real* in, Real* out, Rng& rng,
             std::span<Real> scratch) {
  DOWNHILL_CHECK(options.size() == kAugmentOptions && scratch.size() >= augment_scratch(height, width));
  const std::size_t count = static_cast<std::size_t>(height) * static_cast<std::size_t>(width);
  // Always the same draws in the same order, the long ones last: a slider changes its own effect and no other.
  const auto whole = [&](double most) { return std::floor((2 * most + 1) * rng.uniform()) - most; };
  const auto spread = [&](double most) { return most * rng.uniform(-1, 1); };
  Warp warp;
  warp.shift_x = whole(options[kAugmentShift]);
  warp.shift_y = whole(options[kAugmentShift]);
  warp.rotate = spread(options[kAugmentRotate]);
  warp.scale = 1 + spread(options[kAugmentScale]);
  warp.shear = spread(options[kAugmentShear]);
  const int cut_row = static_cast<int>(rng.below(static_cast<std::uint64_t>(height)));
  const int cut_column = static_cast<int>(rng.below(static_cast<std::uint64_t>(width)));
  const bool elastic = options[kAugmentElasticAlpha] > 0;
  if (elastic || options[kAugmentShift] > 0 || options[kAugmentRotate] > 0 || options[kAugmentScale] > 0 ||
      options[kAugmentShear] > 0) {
    const std::span<Real> dx = scratch.first(elastic ? count : 0), dy = scratch.subspan(count, dx.size());
    for (const std::span<Real> field : {dx, dy})
      if (elastic)
        draw_field(options[kAugmentElasticAlpha], options[kAugmentElasticSigma], height, width, field.data(),
                   &scratch[2 * count], rng);
    warp_image(warp, dx, dy, height, width, in, out);
  } else {
    std::copy_n(in, count, out);
  }
  cut_out(static_cast<int>(options[kAugmentCutout]), cut_row, cut_column, height, width, out);
  if (options[kAugmentNoise] > 0)
    for (std::size_t i = 0; i < count; ++i) out[i] += static_cast<Real>(options[kAugmentNoise] * rng.normal());
}

}  // namespace downhill
