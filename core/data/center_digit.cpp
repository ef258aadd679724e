#include "core/data/center_digit.hpp"

#include <algorithm>

namespace downhill {
namespace {

constexpr int kSide = 28;
constexpr float kBox = 20;        // of the ink
constexpr float kVisible = 0.1f;  // less is dust
constexpr int kLooks = 4;         // along each axis of a pixel

struct Ink {
  float left = 0, right = 0, top = 0, bottom = 0;  // around all visible ink
  float x = 0, y = 0;                              // centre of mass
  bool any = false;
};

Ink measure(std::span<const float> ink, int height, int width) {
  Ink found;
  int left = width, right = -1, top = height, bottom = -1;
  float mass = 0, x_sum = 0, y_sum = 0;
  for (int y = 0; y < height; ++y)
    for (int x = 0; x < width; ++x) {
      const float v = ink[static_cast<std::size_t>(y * width + x)];
      if (!(v > kVisible)) continue;
      left = std::min(left, x), right = std::max(right, x), top = std::min(top, y), bottom = std::max(bottom, y);
      mass += v;
      x_sum += v * (static_cast<float>(x) + 0.5f);
      y_sum += v * (static_cast<float>(y) + 0.5f);
    }
  if (right < 0) return found;
  found = {static_cast<float>(left),
           static_cast<float>(right + 1),
           static_cast<float>(top),
           static_cast<float>(bottom + 1),
           x_sum / mass,
           y_sum / mass,
           true};
  return found;
}

}  // namespace

void center_digit(std::span<const float> ink, int height, int width, std::span<std::uint8_t, 784> out) {
  std::fill(out.begin(), out.end(), std::uint8_t(0));
  const Ink found = measure(ink, height, width);
  if (!found.any) return;
  const float step = std::max(found.right - found.left, found.bottom - found.top) / kBox;  // of the picture, a pixel
  const auto look = [&](float x, float y) {
    const int column = static_cast<int>(x), row = static_cast<int>(y);
    if (x < 0 || y < 0 || column >= width || row >= height) return 0.f;
    return std::clamp(ink[static_cast<std::size_t>(row * width + column)], 0.f, 1.f);
  };
  for (int y = 0; y < kSide; ++y)
    for (int x = 0; x < kSide; ++x) {
      float sum = 0;
      for (int v = 0; v < kLooks; ++v)
        for (int u = 0; u < kLooks; ++u) {
          const float px = static_cast<float>(x) + (static_cast<float>(u) + 0.5f) / kLooks - kSide / 2.f;
          const float py = static_cast<float>(y) + (static_cast<float>(v) + 0.5f) / kLooks - kSide / 2.f;
          sum += look(found.x + px * step, found.y + py * step);
        }
      out[static_cast<std::size_t>(y * kSide + x)] = static_cast<std::uint8_t>(sum / (kLooks * kLooks) * 255 + 0.5f);
    }
}

}  // namespace downhill
