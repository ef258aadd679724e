// The products of a convolution against the readable ones: any window, bit for bit, guards around what is written.
#include "core/kernels/conv2d.hpp"

#include <algorithm>
#include <cstring>
#include <vector>

#include "core/base/rng.hpp"
#include "core/kernels/ref/conv2d.hpp"
#include "tests/core/support/test.hpp"

using namespace downhill;

namespace {

constexpr Real kGuard = static_cast<Real>(-12345.5);

Index pick(Rng& rng, Index least, Index most) {
  return least + static_cast<Index>(rng.below(static_cast<std::uint64_t>(most - least + 1)));
}

std::vector<Real> random_numbers(Index count, Rng& rng) {
  std::vector<Real> numbers(static_cast<std::size_t>(count));
  for (Real& v : numbers) v = static_cast<Real>(rng.uniform(-1, 1));
  return numbers;
}

/// Small planes, all kinds of windows; many channels now and then, so that sums are longer than a panel.
ConvSizes random_convolution(Rng& rng) {
  for (;;) {
    Window w = {pick(rng, 1, 20), pick(rng, 1, 20), 0, 0, pick(rng, 1, 5), pick(rng, 1, 3),
                pick(rng, 0, 3),  pick(rng, 1, 2)};
    const Index reach = (w.kernel - 1) * w.dilation + 1;
    if (reach > w.height + 2 * w.padding || reach > w.width + 2 * w.padding) continue;
    w.out_height = (w.height + 2 * w.padding - reach) / w.stride + 1;
    w.out_width = (w.width + 2 * w.padding - reach) / w.stride + 1;
    return {w, rng.below(8) == 0 ? pick(rng, 10, 40) : pick(rng, 1, 5), pick(rng, 1, 19)};
  }
}

bool same_bits(const std::vector<Real>& a, const std::vector<Real>& b) {
  return std::memcmp(a.data(), b.data(), a.size() * sizeof(Real)) == 0;
}

struct Case {
  ConvSizes conv;
  std::vector<Real> padded;

  explicit Case(Rng& rng) : conv(random_convolution(rng)) {
    const Window& w = conv.window;
    const std::vector<Real> x = random_numbers(conv.channels * w.height * w.width, rng);
    const Index count = conv.channels * conv.padded_height() * conv.padded_width();
    padded.resize(static_cast<std::size_t>(count));
    pad_image(conv, x.data(), padded.data());
    for (Index i = 0; i < count; ++i) {
      const Index column = i % conv.padded_width() - w.padding;
      const Index row = i / conv.padded_width() % conv.padded_height() - w.padding;
      const bool inside = column >= 0 && column < w.width && row >= 0 && row < w.height;
      const Index channel = i / conv.padded_width() / conv.padded_height();
      const Real expected = inside ? x[static_cast<std::size_t>((channel * w.height + row) * w.width + column)] : 0;
      if (padded[static_cast<std::size_t>(i)] != expected) FAIL("pad_image put a number in the wrong place");
    }
  }
};

bool products_agree(Rng& rng) {
  const Case c(rng);
  const std::vector<Real> w = random_numbers(c.conv.units * c.conv.patch(), rng),
                          bias = random_numbers(c.conv.units, rng);
  const Real* b = rng.below(2) == 0 ? bias.data() : nullptr;
  std::vector<Real> y(static_cast<std::size_t>(c.conv.units * c.conv.places() + 8), kGuard), expected = y;
  convolve(c.conv, c.padded.data(), w.data(), b, y.data());
  ref::convolve(c.conv, c.padded.data(), w.data(), b, expected.data());
  return same_bits(y, expected);
}

bool weights_agree(Rng& rng) {
  const Case c(rng);
  const std::vector<Real> dy = random_numbers(c.conv.unit_groups() * c.conv.places() * 8, rng);
  std::vector<Real> dw = random_numbers(c.conv.unit_groups() * c.conv.patch() * 8 + 8, rng), expected = dw;
  convolve_weights(c.conv, c.padded.data(), dy.data(), dw.data());
  ref::convolve_weights(c.conv, c.padded.data(), dy.data(), expected.data());
  return same_bits(dw, expected);
}

bool groups_agree(Rng& rng) {
  const Case c(rng);
  const std::vector<Real> dy = random_numbers(c.conv.units * c.conv.places(), rng);
  std::vector<Real> grouped(static_cast<std::size_t>(c.conv.unit_groups() * c.conv.places() * 8 + 8), kGuard);
  std::vector<Real> expected = grouped;
  group_units(c.conv, dy.data(), grouped.data());
  ref::group_units(c.conv, dy.data(), expected.data());
  return same_bits(grouped, expected);
}

}  // namespace

TEST_CASE("conv2d kernels: 4,000 random products equal the reference bit for bit, and write nothing besides") {
  Rng rng(31);
  int wrong = 0;
  for (int i = 0; i < 4000; ++i) wrong += !products_agree(rng);
  CHECK(wrong == 0);
}

TEST_CASE("conv2d kernels: 4,000 random gradients of weights equal the reference bit for bit") {
  Rng rng(32);
  int wrong = 0;
  for (int i = 0; i < 4000; ++i) wrong += !weights_agree(rng);
  CHECK(wrong == 0);
}

TEST_CASE("conv2d kernels: 1,000 random gradients are grouped like the reference") {
  Rng rng(33);
  int wrong = 0;
  for (int i = 0; i < 1000; ++i) wrong += !groups_agree(rng);
  CHECK(wrong == 0);
}
