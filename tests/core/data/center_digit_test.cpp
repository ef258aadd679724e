#include "core/data/center_digit.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

using namespace downhill;

namespace {

struct Found {
  double x = 0, y = 0, mass = 0;
  int left = 28, right = -1, top = 28, bottom = -1;
};

Found measure(const std::vector<std::uint8_t>& out) {
  Found f;
  for (int y = 0; y < 28; ++y)
    for (int x = 0; x < 28; ++x) {
      const double v = out[static_cast<std::size_t>(y * 28 + x)];
      f.mass += v;
      f.x += v * (x + 0.5);
      f.y += v * (y + 0.5);
      if (v < 26) continue;
      f.left = std::min(f.left, x), f.right = std::max(f.right, x), f.top = std::min(f.top, y),
      f.bottom = std::max(f.bottom, y);
    }
  f.x /= f.mass;
  f.y /= f.mass;
  return f;
}

/// A wedge that is heavy at its top, `size` high, at a place of a picture of height x width.
std::vector<std::uint8_t> centered_wedge(int height, int width, int top, int left, int size) {
  std::vector<float> ink(static_cast<std::size_t>(height * width));
  for (int y = 0; y < size; ++y)
    for (int x = 0; x < size - y; ++x) ink[static_cast<std::size_t>((top + y) * width + left + x)] = 1;
  std::vector<std::uint8_t> out(784);
  center_digit(ink, height, width, std::span<std::uint8_t, 784>(out));
  return out;
}

}  // namespace

TEST_CASE("center_digit: the ink fills 20 pixels and its mass is in the middle, wherever it was") {
  for (const auto& [height, width, top, left, size] : {std::array{112, 112, 3, 5, 40}, std::array{112, 112, 60, 50, 52},
                                                       std::array{50, 300, 1, 240, 48}, std::array{28, 28, 4, 4, 10}}) {
    CAPTURE(size);
    const Found f = measure(centered_wedge(height, width, top, left, size));
    CHECK(std::abs(f.x - 14) < 0.3);
    CHECK(std::abs(f.y - 14) < 0.3);
    CHECK(std::abs(f.bottom - f.top + 1 - 20) <= 1);
  }
}

TEST_CASE("center_digit: place and size do not matter") {
  const auto a = centered_wedge(112, 112, 3, 5, 80), b = centered_wedge(160, 170, 70, 60, 80);
  CHECK(a == b);
}

TEST_CASE("center_digit: no ink gives paper; numbers outside 0..1 do no harm") {
  std::vector<float> ink(100, 0.05f);
  std::vector<std::uint8_t> out(784, 9);
  center_digit(ink, 10, 10, std::span<std::uint8_t, 784>(out));
  CHECK(std::count(out.begin(), out.end(), 0) == 784);
  ink.assign(100, std::nanf(""));
  ink[55] = 7;
  center_digit(ink, 10, 10, std::span<std::uint8_t, 784>(out));
  CHECK(*std::max_element(out.begin(), out.end()) == 255);
}
