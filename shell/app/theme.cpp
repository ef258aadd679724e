#include "shell/app/theme.hpp"

#include <cmath>

namespace downhill {
namespace {

// The ends of scales stay a little short of the pure colours, so that points drawn in them are seen on the picture.
constexpr float kReach = 0.92f;

std::array<Color, 256> make_diverging(Color negative, Color zero, Color positive) {
  std::array<Color, 256> table{};
  for (int i = 0; i < 256; ++i) {
    const float v = (static_cast<float>(i) - 128) / 127.5f;
    table[static_cast<std::size_t>(i)] = mix(zero, v < 0 ? negative : positive, std::fmin(std::fabs(v), 1.f) * kReach);
  }
  return table;
}

/// Fills the tables that follow from the colours.
void finish(Theme& t) {
  t.diverging = make_diverging(t.negative, t.zero, t.positive);
  for (std::uint32_t c = 0; c < t.class_shades.size(); ++c)
    for (int i = 0; i < Theme::kShades; ++i)
      t.class_shades[c][static_cast<std::size_t>(i)] =
          mix(t.zero, t.class_color(c), kReach * static_cast<float>(i) / (Theme::kShades - 1));
}

Theme make_light() {
  Theme t{};
  t.name = "light";
  t.page = rgb(0xF7F6F3), t.panel = rgb(0xFFFFFF), t.line = rgb(0xE5E2DC);
  t.ink = rgb(0x1F2430), t.second = rgb(0x646A7A), t.third = rgb(0xA3A8B4);
  t.accent = rgb(0x2B6CB0), t.soft = rgb(0xEEF3F9), t.on_accent = rgb(0xFFFFFF);
  t.positive = rgb(0x2B7BBA), t.negative = rgb(0xE07B39), t.zero = rgb(0xF4F2EE);
  t.third_class = rgb(0x2E9C79);
  t.shadow = 0x0D281914u;
  t.warning_panel = rgb(0xFDF4EC), t.warning_line = rgb(0xEFCDB2);
  finish(t);
  return t;
}

Theme make_dark() {
  Theme t{};
  t.name = "dark";
  t.page = rgb(0x11141A), t.panel = rgb(0x181C24), t.line = rgb(0x282E39);
  t.ink = rgb(0xE8EBF1), t.second = rgb(0x98A1B2), t.third = rgb(0x5D6677);
  t.accent = rgb(0x6AA9E9), t.soft = rgb(0x1F2733), t.on_accent = rgb(0x0D1117);
  t.positive = rgb(0x4A9BDC), t.negative = rgb(0xF0904E), t.zero = rgb(0x20252F);
  t.third_class = rgb(0x45BF98);
  t.shadow = 0;
  t.warning_panel = rgb(0x2A211A), t.warning_line = rgb(0x59422F);
  finish(t);
  return t;
}

}  // namespace

Color mix(Color a, Color b, float t) {
  Color result = 0;
  for (int shift = 0; shift < 32; shift += 8) {
    const auto from = static_cast<float>(a >> shift & 0xFF);
    const auto to = static_cast<float>(b >> shift & 0xFF);
    result |= static_cast<Color>(std::lround(from + (to - from) * t)) << shift;
  }
  return result;
}

const Theme& light_theme() {
  static const Theme theme = make_light();
  return theme;
}

const Theme& dark_theme() {
  static const Theme theme = make_dark();
  return theme;
}

}  // namespace downhill
