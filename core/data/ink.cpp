#include "core/data/ink.hpp"

#include <algorithm>
#include <cmath>

namespace downhill {

void InkField::draw(const InkSegment& segment) {
  constexpr int kLanes = 8;
  constexpr float kReach = 1.2f;  // beyond the radius: half of the widest edge
  const float ax = segment.from.x, ay = segment.from.y, dx = segment.to.x - ax, dy = segment.to.y - ay;
  const float reach = segment.radius + kReach, length2 = dx * dx + dy * dy;
  const float per_length2 = length2 > 1e-12f ? 1 / length2 : 0, per_radius2 = 1 / (segment.radius * segment.radius);
  const auto pixel = [](float at) { return std::clamp(static_cast<int>(at), 0, kSide - 1); };
  const int left = pixel(std::min(ax, ax + dx) - reach), right = pixel(std::max(ax, ax + dx) + reach);
  const int top = pixel(std::min(ay, ay + dy) - reach), bottom = pixel(std::max(ay, ay + dy) + reach);
  for (int row = top; row <= bottom; ++row) {
    const float y = static_cast<float>(row) + 0.5f - ay;
    for (int first = left; first <= right; first += kLanes) {
      float* squares = &squares_[static_cast<std::size_t>(row * kStride + first)];
      for (int lane = 0; lane < kLanes; ++lane) {
        const float x = static_cast<float>(first + lane) + 0.5f - ax;
        float along = (x * dx + y * dy) * per_length2;  // 0 at `from`, 1 at `to`
        along = along < 0 ? 0 : along;
        along = along > 1 ? 1 : along;
        const float ex = x - along * dx, ey = y - along * dy;
        const float square = (ex * ex + ey * ey) * per_radius2;
        squares[lane] = square < squares[lane] ? square : squares[lane];
      }
    }
  }
}

void InkField::develop(float radius, float edge, std::span<float, kSide * kSide> ink) const {
  const float steep = radius / edge;
  for (int row = 0; row < kSide; ++row)
    for (int column = 0; column < kSide; ++column) {
      const float square = squares_[static_cast<std::size_t>(row * kStride + column)];
      float value = (1 - std::sqrt(square)) * steep + 0.5f;
      value = value < 0 ? 0 : value;
      ink[static_cast<std::size_t>(row * kSide + column)] = value > 1 ? 1 : value;
    }
}

}  // namespace downhill
