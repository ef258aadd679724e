#pragma once
#include <cstdint>
#include <span>

namespace downhill {

/// Finds what is drawn on a grey picture, dark on light paper or light on dark.
///   paper = the median of the picture's rim;  d = the distance from it, on the side that reaches farther;
///   ink = clamp((d / D - 0.2) / 0.6, 0, 1), D the distance that all but a thousandth of the pixels stay within
/// Shapes   grey [height,width], 0 = black, 255 = white; ink [height,width], 0 = paper, 1 = ink
/// Errors   false: nothing stands out by more than 10 % of the range, ink is all 0
/// Cost     two looks at each pixel; allocates nothing
/// Source   own; what follows is center_digit()
/// Not here shadows across the paper, ruled lines, several digits
bool find_ink(std::span<const std::uint8_t> grey, int height, int width, std::span<float> ink);

}  // namespace downhill
