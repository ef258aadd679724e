#pragma once
#include <cstdint>
#include <span>

namespace downhill {

/// What happens to the pen at a point of a glyph.
enum class PenMove : std::uint8_t { smooth, corner, lift };

/// A point the pen goes through, in hundredths of the digit's height; x to the right, y down.
struct GlyphPoint {
  std::int8_t x;
  std::int8_t y;
  PenMove move = PenMove::smooth;
};

/// One way of writing a digit: strokes as curves through their points, each stroke ended by `lift`.
struct GlyphStyle {
  std::span<const GlyphPoint> points;
  int weight;  // how often hands write it so, beside the other styles of this digit
};

/// No style has more points.
inline constexpr int kMaximumGlyphPoints = 20;

/// The styles of a digit, 0 to 9. Drawn by hand for this project.
std::span<const GlyphStyle> digit_styles(int digit);

}  // namespace downhill
