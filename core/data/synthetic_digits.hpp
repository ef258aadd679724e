#pragma once
#include <cstdint>
#include <span>

namespace downhill {

inline constexpr int kDigitSide = 28;
inline constexpr int kDigitPixels = kDigitSide * kDigitSide;

/// Draws handwritten-looking digits without end: picture `index` of the set `seed`, in the form of MNIST.
///
/// A style is chosen, its points are moved by a hand (slant, turn, proportions, wobble), a pen of some width and
/// pressure follows the curve; the ink is scaled to fit 20x20 and put with its centre of mass into the middle of 28x28.
/// Shapes   pixels [28,28], 0 = paper, 255 = ink; label 0..9. Of any ten in a row that begin at a multiple of ten, each
///          digit appears once, in random order
/// Cost     about 10 microseconds natively; allocates nothing; the same bytes for (seed, index) on every machine
/// Source   the form of the pictures: LeCun, Cortes and Burges, "The MNIST database of handwritten digits"
/// Not here the slips of real pens and scanners: specks, broken strokes, cut edges
void draw_digit(std::uint64_t seed, std::uint64_t index, std::span<std::uint8_t, kDigitPixels> pixels,
                std::uint8_t& label);

}  // namespace downhill
