// The usual window of max_pool2d has a way of its own; here it is against four comparisons written down.
#include <algorithm>

#include "core/base/info.hpp"
#include "core/ops/registry.hpp"
#include "tests/core/support/op_run.hpp"
#include "tests/core/support/test.hpp"

using namespace downhill;
using namespace downhill::test;

TEST_CASE("max_pool2d: windows of two by two choose the largest, of equals the first, on even and odd images") {
  const OpInfo& op = *find_piece(all_ops(), "max_pool2d");
  Rng rng(7);
  for (const char* shape : {"2x3x4x6", "1x2x5x7", "3x1x2x2", "2x2x3x9", "1x1x28x28"}) {
    CAPTURE(shape);
    OpRun run(op, "{}", shape);
    for (Real& number : run.x[0].numbers) number = static_cast<Real>(rng.below(4));  // many are equal
    for (Real& number : run.dy.numbers) number = static_cast<Real>(rng.normal());
    run.forward();
    run.backward();
    const Shape& x = run.x[0].shape;
    const auto height = static_cast<Index>(x[2]), width = static_cast<Index>(x[3]);
    std::vector<Real> dx(run.x[0].numbers.size());
    std::size_t at = 0;
    for (Index plane = 0; plane < static_cast<Index>(x[0] * x[1]); ++plane)
      for (Index oy = 0; oy < height / 2; ++oy)
        for (Index ox = 0; ox < width / 2; ++ox, ++at) {
          const Index corner = (plane * height + 2 * oy) * width + 2 * ox;
          Index best = corner;
          for (const Index i : {corner + 1, corner + width, corner + width + 1})
            if (run.x[0].numbers[static_cast<std::size_t>(i)] > run.x[0].numbers[static_cast<std::size_t>(best)])
              best = i;
          CHECK(run.y.numbers[at] == run.x[0].numbers[static_cast<std::size_t>(best)]);
          dx[static_cast<std::size_t>(best)] = run.dy.numbers[at];
        }
    CHECK(run.dx[0].numbers == dx);
  }
}
