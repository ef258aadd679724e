#include "shell/widgets/heat_map.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace downhill {
namespace {

constexpr int kMaximumOutputs = 8;

float largest_size(std::span<const float> values) {
  float largest = 0;
  for (const float v : values)
    if (std::isfinite(v)) largest = std::max(largest, std::fabs(v));
  return largest;
}

/// One plane of values made ready for interpolation, and the colours of what comes out.
///
/// Readouts and tanh units saturate: between two cells of -1 and +1 a straight line in v would draw the border in
/// stairs. Their inverse tanh is nearly straight there, so that is interpolated, and the table turns it back.
class DivergingRamp {
 public:
  static constexpr int kEntries = 1024;

  DivergingRamp(std::span<const float> values, HeatScale scale, bool discrete, const Theme& theme) {
    const bool bounded = scale == HeatScale::unit;
    const float largest = bounded ? 1 : largest_size(values);
    const float k = largest > 1e-12f ? 1 / largest : 0;
    grid_.reserve(values.size());
    for (const float v : values) {
      const float size = std::fmin(std::fabs(v) * k, bounded ? kNearOne : 1.f);  // fmin: NaN becomes the end
      const float g = bounded ? 0.5f * std::log((1 + size) / (1 - size)) / kReach : size;
      grid_.push_back((v < 0 ? -g : g) * (kEntries / 2 - 1) + kEntries / 2);
    }
    for (int i = 0; i < kEntries; ++i) {
      const float g = static_cast<float>(i - kEntries / 2) / (kEntries / 2 - 1);
      const float v = bounded ? std::tanh(g * kReach) / kNearOne : g;
      colors_[static_cast<std::size_t>(i)] = theme.diverge(discrete ? (v > 0 ? 1.f : -1.f) : v);
    }
  }
  const float* grid() const { return grid_.data(); }
  Color color(float g) const { return colors_[static_cast<std::size_t>(g)]; }

 private:
  static constexpr float kNearOne = 0.9995f;
  static constexpr float kReach = 4.147f;  // atanh(kNearOne)
  std::vector<float> grid_;
  std::array<Color, kEntries> colors_;
};

/// Where a pixel of the enlarged picture lies between the middles of two cells.
struct Place {
  int cell;
  float fraction;
};

std::vector<Place> make_places(int side, int enlarge) {
  std::vector<Place> places;
  for (int i = 0; i < side * enlarge; ++i) {
    const float at = (static_cast<float>(i) + 0.5f) / static_cast<float>(enlarge) - 0.5f;
    const int cell = std::clamp(static_cast<int>(at), 0, side - 2);
    places.push_back({cell, std::clamp(at - static_cast<float>(cell), 0.f, 1.f)});
  }
  return places;
}

float interpolate(const float* plane, int side, const Place& x, const Place& y) {
  const float* c = plane + static_cast<std::ptrdiff_t>(y.cell) * side + x.cell;
  const float top = c[0] + (c[1] - c[0]) * x.fraction;
  const float bottom = c[side] + (c[side + 1] - c[side]) * x.fraction;
  return top + (bottom - top) * y.fraction;
}

/// The most probable class, the surer the stronger.
Color class_color(const float* probabilities, int classes, bool discrete, const Theme& theme) {
  int best = 0;
  for (int i = 1; i < classes; ++i)
    if (probabilities[i] > probabilities[best]) best = i;
  const float chance = 1.0f / static_cast<float>(classes);
  return theme.class_shade(best, discrete ? 1.f : (probabilities[best] - chance) / (1 - chance));
}

void add_image(Ui& ui, TextureSlot slot, const Rect& r, ImVec2 uv0, ImVec2 uv1, float radius, float opacity) {
  void* texture = ui.textures.handle(slot);
  if (!texture) {
    ui.fill(r, ui.theme->zero, radius);
    return;
  }
  ui.draw().AddImageRounded(texture, {r.x, r.y}, {r.right(), r.bottom()}, uv0, uv1, fade(0xFFFFFFFFu, opacity), radius);
}

}  // namespace

void HeatMaps::resize(int count, int side) {
  if (count == count_ && side == side_) return;
  count_ = count;
  side_ = side;
  columns_ = count <= 256 ? 16 : 64;  // WebGL2 promises no texture larger than 2048
  width_ = columns_ * side;
  height_ = std::max(1, (count + columns_ - 1) / columns_) * side;
  pixels_.assign(static_cast<std::size_t>(width_) * static_cast<std::size_t>(height_), 0xFF808080u);
}

std::uint32_t* HeatMaps::cell(int index) {
  const int x = index % columns_ * side_;
  const int y = index / columns_ * side_;
  return pixels_.data() + static_cast<std::ptrdiff_t>(y) * width_ + x;
}

void HeatMaps::set(int index, std::span<const float> values, HeatScale scale, const Theme& theme) {
  const float largest = scale == HeatScale::largest ? largest_size(values) : 1;
  const float k = largest > 1e-12f ? 1 / largest : 0;
  std::uint32_t* row = cell(index);
  const float* v = values.data();
  for (int y = 0; y < side_; ++y, row += width_)
    for (int x = 0; x < side_; ++x) row[x] = theme.diverge(*v++ * k);
}

void HeatMaps::set_blank(int index, const Theme& theme) {
  std::uint32_t* row = cell(index);
  for (int y = 0; y < side_; ++y, row += width_) std::fill_n(row, side_, theme.zero);
}

void HeatMaps::upload(TextureStore& textures) {
  if (!pixels_.empty()) textures.upload(TextureSlot::maps, width_, height_, pixels_.data());
}

void HeatMaps::draw(Ui& ui, int index, const Rect& r, float radius, float opacity) const {
  // Half a pixel inside the cell: linear filtering must not reach into the neighbour.
  const auto w = static_cast<float>(width_);
  const auto h = static_cast<float>(height_);
  const auto x = static_cast<float>(index % columns_ * side_);
  const auto y = static_cast<float>(index / columns_ * side_);
  const auto s = static_cast<float>(side_);
  add_image(ui, TextureSlot::maps, r, {(x + 0.5f) / w, (y + 0.5f) / h}, {(x + s - 0.5f) / w, (y + s - 0.5f) / h},
            radius, opacity);
}

void SurfacePicture::set(std::span<const float> values, int outputs, int side, HeatScale scale, bool discrete,
                         const Theme& theme) {
  outputs = std::min(outputs, kMaximumOutputs);
  const auto cells = static_cast<std::size_t>(side) * static_cast<std::size_t>(side);
  if (side < 2 || outputs < 1 || values.size() < static_cast<std::size_t>(outputs) * cells) return;
  const int enlarge = side >= 64 ? 3 : 6;
  side_ = side * enlarge;
  pixels_.resize(static_cast<std::size_t>(side_) * static_cast<std::size_t>(side_));
  const std::vector<Place> places = make_places(side, enlarge);
  std::uint32_t* pixel = pixels_.data();
  if (outputs > 2) {
    float at[kMaximumOutputs];
    for (const Place& y : places)
      for (const Place& x : places) {
        for (int o = 0; o < outputs; ++o)
          at[o] = interpolate(values.data() + static_cast<std::size_t>(o) * cells, side, x, y);
        *pixel++ = class_color(at, outputs, discrete, theme);
      }
    return;
  }
  // Two probabilities say as much as one signed number.
  std::vector<float> signed_values;
  if (outputs == 2)
    for (std::size_t i = 0; i < cells; ++i) signed_values.push_back(values[cells + i] - values[i]);
  const DivergingRamp ramp(outputs == 2 ? std::span<const float>(signed_values) : values.first(cells), scale, discrete,
                           theme);
  for (const Place& y : places)
    for (const Place& x : places) *pixel++ = ramp.color(interpolate(ramp.grid(), side, x, y));
}

void SurfacePicture::set_blank(const Theme& theme) {
  side_ = 2;
  pixels_.assign(4, theme.zero);
}

void SurfacePicture::upload(TextureStore& textures) {
  if (side_ > 0) textures.upload(TextureSlot::surface, side_, side_, pixels_.data());
}

void SurfacePicture::draw(Ui& ui, const Rect& r, float radius) const {
  const float half = side_ > 0 ? 0.5f / static_cast<float>(side_) : 0;
  add_image(ui, TextureSlot::surface, r, {half, half}, {1 - half, 1 - half}, radius, 1);
}

}  // namespace downhill
