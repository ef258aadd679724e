#include "core/data/picture_ink.hpp"

#include <array>
#include <cmath>
#include <vector>

#include "core/data/center_digit.hpp"
#include "core/data/synthetic_digits.hpp"
#include "tests/core/support/test.hpp"

using namespace downhill;

namespace {

using Digit = std::array<std::uint8_t, kDigitPixels>;

/// A drawn digit as a photograph of `scale` times its size: `paper` and `pen` are shades of grey, light falls unevenly.
std::vector<std::uint8_t> photograph(const Digit& digit, int scale, int margin, double paper, double pen,
                                     double slope = 0) {
  const int side = 28 * scale + 2 * margin;
  std::vector<std::uint8_t> grey(static_cast<std::size_t>(side * side));
  for (int y = 0; y < side; ++y)
    for (int x = 0; x < side; ++x) {
      const int row = (y - margin) / scale, column = (x - margin) / scale;
      const bool inside = y >= margin && x >= margin && row < 28 && column < 28;
      const double ink = inside ? digit[static_cast<std::size_t>(row * 28 + column)] / 255.0 : 0;
      const double light = slope * (static_cast<double>(x) / side - 0.5);
      grey[static_cast<std::size_t>(y * side + x)] =
          static_cast<std::uint8_t>(std::lround(paper + light + ink * (pen - paper)));
    }
  return grey;
}

/// How much of the ink two pictures do not share.
double difference(const Digit& a, const Digit& b) {
  double apart = 0, all = 0;
  for (std::size_t i = 0; i < a.size(); ++i) apart += std::abs(a[i] - b[i]), all += a[i] + b[i];
  return apart / all;
}

Digit centred(const std::vector<std::uint8_t>& grey) {
  const int side = static_cast<int>(std::lround(std::sqrt(grey.size())));
  std::vector<float> ink(grey.size(), -1.f);
  CHECK(find_ink(grey, side, side, ink));
  for (const float value : ink) REQUIRE((value >= 0 && value <= 1));
  Digit out;
  center_digit(ink, side, side, out);
  return out;
}

}  // namespace

TEST_CASE("picture ink: dark on light, light on dark, pale, in uneven light: the same digit comes out") {
  for (std::uint64_t index = 0; index < 10; ++index) {
    Digit digit;
    std::uint8_t label = 0;
    draw_digit(1, index, digit, label);
    std::vector<float> ink(digit.begin(), digit.end());
    for (float& value : ink) value /= 255;
    Digit right;
    center_digit(ink, 28, 28, right);
    CHECK(difference(centred(photograph(digit, 4, 30, 240, 20)), right) < 0.15);
    CHECK(difference(centred(photograph(digit, 3, 5, 10, 250)), right) < 0.15);
    CHECK(difference(centred(photograph(digit, 5, 60, 200, 120)), right) < 0.15);
    CHECK(difference(centred(photograph(digit, 4, 30, 190, 60, 25)), right) < 0.15);
    CHECK(difference(centred(std::vector<std::uint8_t>(digit.begin(), digit.end())), right) < 0.15);
  }
}

TEST_CASE("picture ink: an empty sheet has none, and neither has dust") {
  std::vector<std::uint8_t> grey(100 * 100, 200);
  std::vector<float> ink(grey.size(), 1.f);
  CHECK(!find_ink(grey, 100, 100, ink));
  for (const float value : ink) REQUIRE(value == 0);
  for (int i = 0; i < 9; ++i) grey[static_cast<std::size_t>(1000 + 700 * i)] = 0;
  CHECK(!find_ink(grey, 100, 100, ink));
  for (std::size_t i = 0; i < grey.size(); ++i) grey[i] = static_cast<std::uint8_t>(200 - (i % 100) / 5);
  CHECK(!find_ink(grey, 100, 100, ink));
  const std::uint8_t one[] = {7};
  float pixel[] = {1.f};
  CHECK(!find_ink(one, 1, 1, pixel));
}
