#include "core/kernels/im2col.hpp"

#include <doctest/doctest.h>

#include "core/kernels/ref/im2col.hpp"
#include "tests/core/support/tensor.hpp"

using namespace downhill;
using namespace downhill::test;

TEST_CASE("im2col and col2im equal the reference over ragged windows, tile by tile, and write nothing besides") {
  Rng rng(7);
  constexpr Real kGuard = 12345;
  int cases = 0;
  for (int attempt = 0; attempt < 4000; ++attempt) {
    const auto pick = [&](std::uint64_t least, std::uint64_t most) {
      return static_cast<Index>(least + rng.below(most - least + 1));
    };
    Window w = {pick(1, 13), pick(1, 13), 0, 0, pick(1, 5), pick(1, 4), pick(0, 4), pick(1, 3)};
    const Index reach = (w.kernel - 1) * w.dilation + 1;
    if (reach > w.height + 2 * w.padding || reach > w.width + 2 * w.padding) continue;
    w.out_height = (w.height + 2 * w.padding - reach) / w.stride + 1;
    w.out_width = (w.width + 2 * w.padding - reach) / w.stride + 1;
    const Index channels = pick(1, 3), first = pick(0, static_cast<std::uint64_t>(w.out_height - 1));
    const Index rows = pick(1, static_cast<std::uint64_t>(w.out_height - first));
    Tensor x = random_tensor({channels, w.height, w.width}, rng);
    Tensor expected(Shape{channels * w.kernel * w.kernel, rows * w.out_width}),
        columns(Shape{expected.shape.count() + 1});
    columns.numbers.back() = kGuard;
    ref::im2col(x.numbers.data(), channels, w, first, rows, expected.numbers.data());
    im2col(x.numbers.data(), channels, w, first, rows, columns.numbers.data());
    CHECK(std::equal(expected.numbers.begin(), expected.numbers.end(), columns.numbers.begin()));
    CHECK(columns.numbers.back() == kGuard);

    Tensor back = x, expected_back = x;
    back.numbers.push_back(kGuard);
    ref::col2im(expected.numbers.data(), channels, w, first, rows, expected_back.numbers.data());
    col2im(expected.numbers.data(), channels, w, first, rows, back.numbers.data());
    CHECK(std::equal(expected_back.numbers.begin(), expected_back.numbers.end(), back.numbers.begin()));
    CHECK(back.numbers.back() == kGuard);
    ++cases;
  }
  CHECK(cases > 2000);
}
