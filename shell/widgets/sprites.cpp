#include "shell/widgets/sprites.hpp"

#include <algorithm>
#include <cmath>

#include "core/data/datasets/registry.hpp"
#include "core/model/experiment.hpp"

namespace downhill {
namespace {

constexpr int kThumbnailPoints = 110;

float coverage(float distance, float radius) {
  return std::clamp(radius - distance + 0.5f, 0.f, 1.f);
}

}  // namespace

/// The colour of a point's answer: its class, or its value on the diverging scale.
static Color target_color(const Theme& theme, const DatasetInfo& dataset, double target) {
  return dataset.classes > 0 ? theme.class_color(static_cast<std::uint32_t>(target))
                             : theme.diverge(static_cast<float>(target));
}

void Sprites::prepare(Ui& ui) {
  if (theme_ == ui.theme) return;
  theme_ = ui.theme;
  const int count = static_cast<int>(point_datasets().size());
  width_ = kColumns * kThumb;
  height_ = (count + kColumns - 1) / kColumns * kThumb + kDisc;
  pixels_.assign(static_cast<std::size_t>(width_) * static_cast<std::size_t>(height_), 0);
  for (int i = 0; i < count; ++i) paint_thumbnail(i, *theme_);
  paint_discs();
  ui.textures.upload(TextureSlot::sprites, width_, height_, pixels_.data());
}

void Sprites::blend_disc(float x, float y, float radius, Color color, int left, int top) {
  const int x0 = std::max(left, static_cast<int>(x - radius - 1));
  const int x1 = std::min(left + kThumb - 1, static_cast<int>(x + radius + 1));
  const int y0 = std::max(top, static_cast<int>(y - radius - 1));
  const int y1 = std::min(top + kThumb - 1, static_cast<int>(y + radius + 1));
  for (int py = y0; py <= y1; ++py)
    for (int px = x0; px <= x1; ++px) {
      const float d = std::hypot(static_cast<float>(px) + 0.5f - x, static_cast<float>(py) + 0.5f - y);
      std::uint32_t& pixel = pixels_[static_cast<std::size_t>(py * width_ + px)];
      pixel = mix(pixel, color, coverage(d, radius));
    }
}

void Sprites::paint_thumbnail(int index, const Theme& theme) {
  const DatasetInfo& dataset = *point_datasets()[static_cast<std::size_t>(index)];
  const int left = index % kColumns * kThumb;
  const int top = index / kColumns * kThumb;
  for (int y = 0; y < kThumb; ++y) std::fill_n(pixels_.begin() + (top + y) * width_ + left, kThumb, theme.panel);
  Piece piece = default_piece(dataset.info);
  piece.values[kSamples] = kThumbnailPoints;
  const float scale = 0.42f * kThumb / static_cast<float>(dataset.domain);
  for (const Point& p : sample_points(dataset, piece.values, 3)) {
    const float x = static_cast<float>(left) + kThumb * 0.5f + static_cast<float>(p.x) * scale;
    const float y = static_cast<float>(top) + kThumb * 0.5f - static_cast<float>(p.y) * scale;
    blend_disc(x, y, 5.2f, theme.panel, left, top);
    blend_disc(x, y, 4.2f, target_color(theme, dataset, p.target), left, top);
  }
}

void Sprites::paint_discs() {
  // White shapes, tinted when drawn: a disc and a ring.
  const int top = height_ - kDisc;
  for (int shape = 0; shape < 2; ++shape)
    for (int y = 0; y < kDisc; ++y)
      for (int x = 0; x < kDisc; ++x) {
        const float d = std::hypot(static_cast<float>(x) + 0.5f - kDisc / 2, static_cast<float>(y) + 0.5f - kDisc / 2);
        const float outer = coverage(d, kDisc / 2 - 1);
        const float inner = shape == 1 ? coverage(d, kDisc / 2 - 8) : 0;
        const float a = outer * (1 - inner);
        pixels_[static_cast<std::size_t>((top + y) * width_ + shape * kDisc + x)] =
            0x00FFFFFFu | static_cast<std::uint32_t>(a * 255 + 0.5f) << 24;
      }
}

void Sprites::draw_thumbnail(Ui& ui, int dataset, const Rect& r, float radius) const {
  void* texture = ui.textures.handle(TextureSlot::sprites);
  if (!texture) return;
  const auto x = static_cast<float>(dataset % kColumns * kThumb);
  const auto y = static_cast<float>(dataset / kColumns * kThumb);
  const auto w = static_cast<float>(width_);
  const auto h = static_cast<float>(height_);
  ui.draw().AddImageRounded(texture, {r.x, r.y}, {r.right(), r.bottom()}, {(x + 1) / w, (y + 1) / h},
                            {(x + kThumb - 1) / w, (y + kThumb - 1) / h}, 0xFFFFFFFFu, radius);
}

void Sprites::draw_point(ImDrawList& list, float x, float y, float radius, Color color, Color rim, bool hollow) const {
  const auto w = static_cast<float>(width_);
  const auto h = static_cast<float>(height_);
  const auto quad = [&](int shape, float r, Color tint) {
    const auto left = static_cast<float>(shape * kDisc);
    list.PrimReserve(6, 4);
    list.PrimRectUV({x - r, y - r}, {x + r, y + r}, {(left + 0.5f) / w, (h - kDisc + 0.5f) / h},
                    {(left + kDisc - 0.5f) / w, (h - 0.5f) / h}, tint);
  };
  quad(0, radius + 1.2f, rim);
  quad(hollow ? 1 : 0, radius, color);
}

}  // namespace downhill
