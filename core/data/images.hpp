#pragma once
#include <cstdint>
#include <vector>

namespace downhill {

/// Labelled grey pictures as bytes: what IDX files hold and the digit generator makes.
struct ImageSet {
  int height = 0;
  int width = 0;
  std::vector<std::uint8_t> pixels;  // [count, height, width], 0 = paper, 255 = ink
  std::vector<std::uint8_t> labels;  // [count]

  int count() const { return static_cast<int>(labels.size()); }
};

}  // namespace downhill
