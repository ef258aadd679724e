#include "shell/widgets/heat_map.hpp"

#include <algorithm>
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

Color shade(const float* values, int outputs, float k, bool discrete, const Theme& theme) {
  if (outputs <= 2) {
    const float v = outputs == 2 ? values[1] - values[0] : values[0] * k;
    return discrete ? theme.diverge(v > 0 ? 1.f : -1.f) : theme.diverge(v);
  }
  int best = 0;
  for (int i = 1; i < outputs; ++i)
    if (values[i] > values[best]) best = i;
  const float chance = 1.0f / static_cast<float>(outputs);
  return theme.class_shade(best, discrete ? 1.f : (values[best] - chance) / (1 - chance));
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
  add_image(ui, TextureSlot::maps, r, {(x + 0.5f) / w, (y + 0.5f) / h}, {(x + s - 0.5f) / w, (y + s - 0.5f) / h}, radius,
            opacity);
}

void SurfacePicture::set(std::span<const float> values, int outputs, int side, HeatScale scale, bool discrete,
                         const Theme& theme) {
  outputs = std::min(outputs, kMaximumOutputs);
  if (side < 2 || outputs < 1 || values.size() < static_cast<std::size_t>(outputs) * static_cast<std::size_t>(side * side)) return;
  const float largest = scale == HeatScale::largest ? largest_size(values) : 1;
  const float k = largest > 1e-12f ? 1 / largest : 0;
  const int enlarge = side >= 64 ? 3 : 6;
  side_ = side * enlarge;
  pixels_.resize(static_cast<std::size_t>(side_) * static_cast<std::size_t>(side_));
  // Each value belongs to the middle of its cell: between middles it is interpolated, outside it is held.
  struct Place {
    int cell;
    float fraction;
  };
  std::vector<Place> places(static_cast<std::size_t>(side_));
  for (int i = 0; i < side_; ++i) {
    const float at = (static_cast<float>(i) + 0.5f) / static_cast<float>(enlarge) - 0.5f;
    const int cell = std::clamp(static_cast<int>(at), 0, side - 2);
    places[static_cast<std::size_t>(i)] = {cell, std::clamp(at - static_cast<float>(cell), 0.f, 1.f)};
  }
  const std::ptrdiff_t plane = static_cast<std::ptrdiff_t>(side) * side;
  std::uint32_t* pixel = pixels_.data();
  for (const Place& y : places)
    for (const Place& x : places) {
      float at[kMaximumOutputs];
      const float* corner = values.data() + static_cast<std::ptrdiff_t>(y.cell) * side + x.cell;
      for (int o = 0; o < outputs; ++o, corner += plane) {
        const float top = corner[0] + (corner[1] - corner[0]) * x.fraction;
        const float bottom = corner[side] + (corner[side + 1] - corner[side]) * x.fraction;
        at[o] = top + (bottom - top) * y.fraction;
      }
      *pixel++ = shade(at, outputs, k, discrete, theme);
    }
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
