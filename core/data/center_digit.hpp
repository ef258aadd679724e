#pragma once
#include <cstdint>
#include <span>

namespace downhill {

/// Brings a picture of any size into the form of MNIST: its ink is scaled to fit 20x20 (proportions kept) and put with
/// its centre of mass into the middle of 28x28.
/// Shapes   ink [height,width], 0 = paper, 1 = ink; out [28,28], 255 = ink. No ink: all paper
/// Cost     16 looks into the picture for each pixel; allocates nothing
/// Source   the description of the files: LeCun, Cortes and Burges, "The MNIST database of handwritten digits"
void center_digit(std::span<const float> ink, int height, int width, std::span<std::uint8_t, 784> out);

}  // namespace downhill
