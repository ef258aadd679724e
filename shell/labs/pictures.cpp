#include "shell/labs/pictures.hpp"

#include <algorithm>
#include <cmath>

namespace downhill {
namespace {

template <class Shade>
std::vector<float> paint(Shade shade) {
  std::vector<float> picture;
  for (int y = 0; y < kPictureSide; ++y)
    for (int x = 0; x < kPictureSide; ++x) picture.push_back(shade(static_cast<float>(x), static_cast<float>(y)));
  return picture;
}

/// Brightness of a stroke from a to b at a point: full inside, half at its border. Steps of a half can be read.
float stroke(float x, float y, float ax, float ay, float bx, float by) {
  const float dx = bx - ax;
  const float dy = by - ay;
  const float t = std::clamp(((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy), 0.f, 1.f);
  const float distance = std::hypot(x - ax - t * dx, y - ay - t * dy);
  return distance < 0.62f ? 1.f : distance < 1.05f ? 0.5f : 0.f;
}

float disc(float x, float y, float cx, float cy, float radius) {
  const float beyond = std::hypot(x - cx, y - cy) - radius;
  return beyond < -0.3f ? 1.f : beyond < 0.4f ? 0.5f : 0.f;
}

}  // namespace

std::vector<float> draw_picture(int index) {
  switch (index) {
    case 0:
      return paint([](float x, float y) {
        return std::max(
            {stroke(x, y, 2.5f, 2, 8.5f, 2), stroke(x, y, 8.5f, 2, 4.5f, 9.5f), stroke(x, y, 4, 6, 8.2f, 6)});
      });
    case 1:
      return paint([](float x, float) { return x < 6 ? 0.f : 1.f; });
    case 2:
      return paint(
          [](float x, float y) { return (static_cast<int>(x) / 3 + static_cast<int>(y) / 3) % 2 ? 1.f : 0.f; });
    case 3:
      return paint([](float x, float y) { return disc(x, y, 5.5f, 5.5f, 4); });
    case 4:
      return paint([](float x, float y) { return x == 5 && y == 5 ? 1.f : 0.f; });
    default:
      return {};
  }
}

std::vector<float> draw_colour_picture() {
  // A red sun in a blue sky over a green hill.
  const auto hill = [](float x, float y) { return y > 7.5f + 1.6f * std::cos(x * 0.55f) ? 1.f : 0.f; };
  const auto sun = [](float x, float y) { return disc(x, y, 8, 3.5f, 2.2f) > 0 ? 1.f : 0.f; };
  std::vector<float> planes = paint([&](float x, float y) { return sun(x, y); });
  const std::vector<float> green = paint([&](float x, float y) { return std::max(hill(x, y), 0.5f * sun(x, y)); });
  const std::vector<float> blue = paint([&](float x, float y) { return hill(x, y) > 0 || sun(x, y) > 0 ? 0.f : 1.f; });
  planes.insert(planes.end(), green.begin(), green.end());
  planes.insert(planes.end(), blue.begin(), blue.end());
  return planes;
}

}  // namespace downhill
