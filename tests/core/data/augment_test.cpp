#include "core/data/augment.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <numeric>
#include <vector>

#include "core/data/synthetic_digits.hpp"
#include "tests/core/support/allocations.hpp"
#include "tests/core/support/test.hpp"

using namespace downhill;

namespace {

using Picture = std::vector<Real>;
using Options = std::array<double, kAugmentOptions>;

Options unchanged() {
  Options options{};
  for (std::size_t i = 0; i < options.size(); ++i) options[i] = augment_info().options[i].initial;
  return options;
}

Options with(AugmentOption option, double value) {
  Options options = unchanged();
  options[option] = value;
  return options;
}

/// Numbers that are all different.
Picture numbered(int height, int width) {
  Picture picture(static_cast<std::size_t>(height * width));
  std::iota(picture.begin(), picture.end(), Real(1));
  return picture;
}

Picture digit(std::uint64_t index) {
  std::array<std::uint8_t, kDigitPixels> bytes;
  std::uint8_t label = 0;
  draw_digit(1, index, bytes, label);
  Picture picture(kDigitPixels);
  std::transform(bytes.begin(), bytes.end(), picture.begin(), [](std::uint8_t byte) { return Real(byte) / 255; });
  return picture;
}

Picture warped(const Warp& warp, int height, int width, const Picture& in) {
  Picture out(in.size(), Real(-1));
  warp_image(warp, {}, {}, height, width, in.data(), out.data());
  return out;
}

Picture augmented(const Options& options, int height, int width, const Picture& in, std::uint64_t seed = 1) {
  Picture out(in.size(), Real(-1)), scratch(augment_scratch(height, width), Real(-9));
  Rng rng(seed);
  augment(options, height, width, in.data(), out.data(), rng, scratch);
  return out;
}

double mass(const Picture& picture) {
  return std::accumulate(picture.begin(), picture.end(), 0.0);
}

}  // namespace

TEST_CASE("augment: every option says what it does, in both languages, and starts doing nothing") {
  REQUIRE(augment_info().options.size() == kAugmentOptions);
  for (const OptionSpec& option : augment_info().options) {
    CAPTURE(option.name);
    for (const Text& text : {option.label, option.help}) CHECK((*text.en != 0 && *text.zh != 0));
    CHECK(option.minimum < option.maximum);
    CHECK(option.slider_minimum >= option.minimum);
    CHECK(option.slider_maximum <= option.maximum);
    // A blur of radius 0 is none, so this one is in force only with a strength.
    const bool radius = &option == &augment_info().options[kAugmentElasticSigma];
    CHECK(option.initial == (radius ? 4 : 0));
  }
  for (const auto& [height, width] : {std::pair{28, 28}, {5, 9}, {1, 1}}) {
    const Picture in = numbered(height, width);
    CHECK(augmented(unchanged(), height, width, in) == in);
    CHECK(augmented(Options{}, height, width, in) == in);
    CHECK(augmented(with(kAugmentElasticSigma, 9), height, width, in) == in);
    CHECK(warped({}, height, width, in) == in);
  }
}

TEST_CASE("augment: a shift by whole pixels moves them exactly, and paper comes in") {
  constexpr int kHeight = 6, kWidth = 9;
  const Picture in = numbered(kHeight, kWidth);
  for (int down = -7; down <= 7; ++down)
    for (int right = -4; right <= 4; ++right) {
      const Picture out = warped({.shift_x = double(right), .shift_y = double(down)}, kHeight, kWidth, in);
      int wrong = 0;
      for (int row = 0; row < kHeight; ++row)
        for (int column = 0; column < kWidth; ++column) {
          const int r = row - down, c = column - right;
          const bool inside = r >= 0 && r < kHeight && c >= 0 && c < kWidth;
          wrong += out[std::size_t(row * kWidth + column)] != (inside ? in[std::size_t(r * kWidth + c)] : 0);
        }
      CHECK(wrong == 0);
    }
  // Half a pixel is the mean of two.
  CHECK(warped({.shift_x = 0.5}, 1, 3, {2, 4, 8}) == Picture{1, 3, 6});
}

TEST_CASE("augment: quarter turns of a square are exact, against the clock") {
  for (const int side : {7, 8}) {
    const Picture in = numbered(side, side);
    const Picture quarter = warped({.rotate = 90}, side, side, in);
    int wrong = 0;
    for (int row = 0; row < side; ++row)
      for (int column = 0; column < side; ++column)
        wrong += quarter[std::size_t(row * side + column)] != in[std::size_t(column * side + side - 1 - row)];
    CHECK(wrong == 0);
    CHECK(warped({.rotate = 90}, side, side, quarter) == Picture(in.rbegin(), in.rend()));
    CHECK(warped({.rotate = -180}, side, side, in) == Picture(in.rbegin(), in.rend()));
    CHECK(warped({.rotate = 270}, side, side, quarter) == in);
    CHECK(warped({.rotate = 360}, side, side, in) == in);
  }
}

TEST_CASE("augment: a ramp shows where each pixel looked, so the whole map can be checked") {
  constexpr int kSide = 41;
  Picture across(kSide * kSide), down(kSide * kSide);
  for (int i = 0; i < kSide * kSide; ++i)
    across[std::size_t(i)] = Real(i % kSide), down[std::size_t(i)] = Real(i / kSide);
  for (const double degrees : {-170.0, -45.0, 13.0, 44.9, 45.1, 120.0})
    for (const double shear : {0.0, -0.3, 0.4})
      for (const double scale : {1.0, 0.8, 1.5}) {
        const Warp warp = {.shift_x = 2.25, .shift_y = -1.5, .rotate = degrees, .scale = scale, .shear = shear};
        const Picture out_x = warped(warp, kSide, kSide, across), out_y = warped(warp, kSide, kSide, down);
        const double a = degrees * std::numbers::pi / 180;
        // Forwards, by the header: where the ink of (x, y) goes; there must stand its own coordinates.
        for (const double x : {-6.0, 0.0, 4.0})
          for (const double y : {-5.0, 0.0, 7.0}) {
            const double sx = scale * (x - shear * y), sy = scale * y;
            const double qx = std::cos(a) * sx + std::sin(a) * sy + 20 + 2.25;
            const double qy = -std::sin(a) * sx + std::cos(a) * sy + 20 - 1.5;
            const int column = int(std::floor(qx)), row = int(std::floor(qy));
            const auto between = [&](const Picture& out) {
              const auto at = [&](int r, int c) { return double(out[std::size_t(r * kSide + c)]); };
              const double fx = qx - column, fy = qy - row;
              return (1 - fy) * ((1 - fx) * at(row, column) + fx * at(row, column + 1)) +
                     fy * ((1 - fx) * at(row + 1, column) + fx * at(row + 1, column + 1));
            };
            CHECK(between(out_x) == doctest::Approx(x + 20).epsilon(1e-5));
            CHECK(between(out_y) == doctest::Approx(y + 20).epsilon(1e-5));
          }
      }
}

TEST_CASE("augment: at scale 1 the ink stays as much") {
  for (std::uint64_t index = 0; index < 20; ++index) {
    const Picture in = digit(index);
    for (const double degrees : {10.0, 45.0, 77.0})
      CHECK(mass(warped({.rotate = degrees}, 28, 28, in)) == doctest::Approx(mass(in)).epsilon(0.02));
    CHECK(mass(warped({.shear = 0.2}, 28, 28, in)) == doctest::Approx(mass(in)).epsilon(0.02));
    CHECK(mass(warped({.scale = 0.8}, 28, 28, in)) == doctest::Approx(0.64 * mass(in)).epsilon(0.05));
  }
}

TEST_CASE("augment: the elastic field is as strong and as smooth as its options say") {
  constexpr int kSide = 64;
  Picture in(kSide * kSide);
  for (int i = 0; i < kSide * kSide; ++i) in[std::size_t(i)] = Real(i % kSide);
  for (const double sigma : {2.0, 4.0}) {
    double square = 0, step = 0;
    int count = 0;
    for (std::uint64_t seed = 0; seed < 40; ++seed) {
      Options options = with(kAugmentElasticAlpha, 20);
      options[kAugmentElasticSigma] = sigma;
      const Picture out = augmented(options, kSide, kSide, in, seed);
      const auto moved = [&](int row, int column) { return double(out[std::size_t(row * kSide + column)]) - column; };
      for (int row = 16; row < 48; ++row)
        for (int column = 16; column < 48; ++column) {
          square += moved(row, column) * moved(row, column);
          step += (moved(row + 1, column) - moved(row, column)) * (moved(row + 1, column) - moved(row, column));
          ++count;
        }
    }
    // A blur of white noise of variance 1/3 keeps 1/(4 pi sigma^2) of it, and its slope is 1/(sqrt 2 sigma) as large.
    const double expected = 20 * std::sqrt(1.0 / 3 / (4 * std::numbers::pi)) / sigma;
    CHECK(std::sqrt(square / count) == doctest::Approx(expected).epsilon(0.05).scale(0));
    CHECK(std::sqrt(step / square) == doctest::Approx(1 / (std::numbers::sqrt2 * sigma)).epsilon(0.05).scale(0));
  }
}

TEST_CASE("augment: what is drawn stays within the options") {
  Picture dot(29 * 29, Real(0));
  dot[14 * 29 + 14] = 1;
  std::array<int, 7> seen{};
  for (std::uint64_t seed = 0; seed < 700; ++seed) {
    const Picture out = augmented(with(kAugmentShift, 3), 29, 29, dot, seed);
    const auto at = std::max_element(out.begin(), out.end()) - out.begin();
    REQUIRE(out[std::size_t(at)] == 1);  // whole pixels
    REQUIRE(std::abs(at / 29 - 14) <= 3);
    REQUIRE(std::abs(at % 29 - 14) <= 3);
    ++seen[std::size_t(at % 29 - 11)];
  }
  for (const int times : seen) CHECK(times > 60);

  const Picture ink(28 * 28, Real(1));
  int largest = 0;
  for (std::uint64_t seed = 0; seed < 100; ++seed) {
    const Picture out = augmented(with(kAugmentCutout, 6), 28, 28, ink, seed);
    const int erased = int(std::count(out.begin(), out.end(), Real(0)));
    CHECK(erased + std::count(out.begin(), out.end(), Real(1)) == 28 * 28);
    CHECK(erased >= 9);  // a corner of it
    largest = std::max(largest, erased);
  }
  CHECK(largest == 36);

  double sum = 0, square = 0;
  for (std::uint64_t seed = 0; seed < 20; ++seed)
    for (const Real value : augmented(with(kAugmentNoise, 0.25), 28, 28, ink, seed))
      sum += value - 1, square += (value - 1) * (value - 1);
  CHECK(std::abs(sum / (20 * 784)) < 0.01);
  CHECK(std::sqrt(square / (20 * 784)) == doctest::Approx(0.25).epsilon(0.02).scale(0));
}

TEST_CASE("augment: a seed gives one picture; one option leaves the draws of the others alone; nothing is allocated") {
  const Picture in = digit(4);
  Options all = with(kAugmentShift, 2);
  all[kAugmentRotate] = 20, all[kAugmentScale] = 0.2, all[kAugmentShear] = 0.2;
  all[kAugmentElasticAlpha] = 30, all[kAugmentNoise] = 0.1, all[kAugmentCutout] = 5;
  CHECK(augmented(all, 28, 28, in, 3) == augmented(all, 28, 28, in, 3));
  CHECK(augmented(all, 28, 28, in, 3) != augmented(all, 28, 28, in, 4));

  // The same square is erased, whether or not something is shifted before.
  const Picture ink(28 * 28, Real(1));
  Options both = with(kAugmentCutout, 4);
  const Picture still = augmented(both, 28, 28, ink, 9);
  both[kAugmentRotate] = 1e-9;
  const Picture turned = augmented(both, 28, 28, ink, 9);
  for (std::size_t i = 0; i < ink.size(); ++i) CHECK((still[i] == 0) == (turned[i] == 0));

  Picture out(in.size()), scratch(augment_scratch(28, 28));
  Rng rng(1);
  const std::size_t before = test::allocations();
  augment(all, 28, 28, in.data(), out.data(), rng, scratch);
  CHECK(test::allocations() == before);
}
