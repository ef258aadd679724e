#pragma once
#include <array>
#include <cstdint>

namespace downhill {

/// A colour as ImGui packs it (0xAABBGGRR).
using Color = std::uint32_t;

/// 0xRRGGBB as written in the design, opaque.
constexpr Color rgb(std::uint32_t hex) {
  return 0xFF000000u | (hex & 0xFF) << 16 | (hex & 0xFF00) | (hex >> 16 & 0xFF);
}

/// The same colour, `alpha` times as opaque.
constexpr Color fade(Color color, float alpha) {
  const auto a = static_cast<std::uint32_t>(static_cast<float>(color >> 24) * alpha + 0.5f);
  return (color & 0x00FFFFFFu) | a << 24;
}

Color mix(Color a, Color b, float t);

/// Spacing scale, radii and sizes of controls in logical pixels. Nothing is placed by any other number.
namespace space {
inline constexpr float k1 = 4, k2 = 7, k3 = 11, k4 = 14, k5 = 20;
}
inline constexpr float kControlRadius = 8;
inline constexpr float kNeuronRadius = 9;
inline constexpr float kCardRadius = 12;
inline constexpr float kControlHeight = 32;
inline constexpr float kTouchHeight = 44;

/// The colours of one look. Colour of data means sign (or class) and nothing else; there is one accent.
struct Theme {
  const char* name;  // "light", "dark": what the link and the page say
  Color page, panel, line;
  Color ink, second, third;  // third is for marks, never for text: it has too little contrast
  Color accent, soft, on_accent;
  Color positive, negative, zero;
  Color third_class;  // the third class of a data set; told apart from both others by colour-blind people too
  Color shadow;
  Color warning_panel, warning_line;

  /// The diverging scale from negative over zero to positive, 256 entries; index 128 is zero.
  std::array<Color, 256> diverging;

  /// `value` in [-1, 1]; what lies outside is drawn as the end, what is not a number as zero.
  Color diverge(float value) const {
    if (!(value > -1)) return value <= -1 ? diverging[0] : diverging[128];
    if (value >= 1) return diverging[255];
    return diverging[static_cast<std::size_t>(128 + value * 127.5f)];
  }
  /// From zero's colour to that of a class; `sure` in [0, 1].
  static constexpr int kShades = 64;
  std::array<std::array<Color, kShades>, 3> class_shades;
  Color class_shade(int index, float sure) const {
    const auto row = static_cast<std::size_t>(index < 2 ? index : 2);
    const float at = sure > 0 ? (sure < 1 ? sure * (kShades - 1) : kShades - 1) : 0;
    return class_shades[row][static_cast<std::size_t>(at)];
  }
  Color class_color(std::uint32_t index) const { return index == 0 ? negative : index == 1 ? positive : third_class; }
};

const Theme& light_theme();
const Theme& dark_theme();

}  // namespace downhill
