#include "core/data/synthetic_digits.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <set>
#include <vector>

#include "core/data/digit_glyphs.hpp"
#include "tests/core/support/allocations.hpp"
#include "tests/core/support/test.hpp"

using namespace downhill;

namespace {

struct Digit {
  std::array<std::uint8_t, kDigitPixels> pixels;
  std::uint8_t label;
  bool operator==(const Digit&) const = default;
};

Digit digit(std::uint64_t seed, std::uint64_t index) {
  Digit out;
  draw_digit(seed, index, out.pixels, out.label);
  return out;
}

std::uint64_t hash(std::uint64_t start, std::uint8_t byte) {
  return (start ^ byte) * 0x100000001b3ull;
}

}  // namespace

TEST_CASE("digits: a pure function of seed and index") {
  const Digit once = digit(1, 7);
  CHECK(digit(2, 7).pixels != once.pixels);
  CHECK(digit(1, 8).pixels != once.pixels);
  CHECK(digit(1, 7) == once);
  CHECK(digit(~0ull, ~0ull) == digit(~0ull, ~0ull));
}

TEST_CASE("digits: the first thousand are the same bytes on every machine") {
  // FNV-1a of pixels and labels. A change of the generator changes it; then prove again that the digits teach.
  std::uint64_t seen = 0xcbf29ce484222325ull;
  for (std::uint64_t index = 0; index < 1000; ++index) {
    const Digit one = digit(1, index);
    for (const std::uint8_t pixel : one.pixels) seen = hash(seen, pixel);
    seen = hash(seen, one.label);
  }
  CHECK(seen == 0xf5414bdc3d9e88e4ull);
}

TEST_CASE("digits: every ten in a row hold each digit once, in changing order") {
  std::set<std::array<std::uint8_t, 10>> orders;
  for (std::uint64_t ten = 0; ten < 200; ++ten) {
    std::array<std::uint8_t, 10> labels;
    for (std::uint64_t i = 0; i < 10; ++i) labels[i] = digit(3, 10 * ten + i).label;
    orders.insert(labels);
    std::sort(labels.begin(), labels.end());
    for (std::uint8_t i = 0; i < 10; ++i) CHECK(labels[i] == i);
  }
  CHECK(orders.size() == 200);
}

TEST_CASE("digits: in the form of MNIST: centred by mass, 20 pixels high or wide, a sane share of ink") {
  for (std::uint64_t index = 0; index < 3000; ++index) {
    const Digit one = digit(5, index);
    double mass = 0, mass_x = 0, mass_y = 0;
    int left = kDigitSide, right = -1, top = kDigitSide, bottom = -1;
    for (int row = 0; row < kDigitSide; ++row)
      for (int column = 0; column < kDigitSide; ++column) {
        const int ink = one.pixels[static_cast<std::size_t>(row * kDigitSide + column)];
        mass += ink, mass_x += ink * (column + 0.5), mass_y += ink * (row + 0.5);
        if (ink < 16) continue;
        left = std::min(left, column), right = std::max(right, column);
        top = std::min(top, row), bottom = std::max(bottom, row);
      }
    CAPTURE(index);
    CHECK(std::abs(mass_x / mass - 14) < 0.6);
    CHECK(std::abs(mass_y / mass - 14) < 0.6);
    const int side = std::max(right - left, bottom - top) + 1;
    CHECK(side >= 18);
    CHECK(side <= 20);
    // All pictures of MNIST: 0.025 to 0.398.
    CHECK(mass / (255 * kDigitPixels) > 0.02);
    CHECK(mass / (255 * kDigitPixels) < 0.45);
    CHECK(*std::max_element(one.pixels.begin(), one.pixels.end()) > 200);
  }
}

TEST_CASE("digits: each is written in several styles; drawing allocates nothing") {
  for (int i = 0; i < 10; ++i) CHECK(digit_styles(i).size() >= 5);
  Digit out;
  const std::size_t before = test::allocations();
  for (std::uint64_t index = 0; index < 100; ++index) draw_digit(1, index, out.pixels, out.label);
  CHECK(test::allocations() == before);
}
