#include <cmath>

#include "core/losses/registry.hpp"
#include "tests/core/support/golden.hpp"
#include "tests/core/support/test.hpp"

using namespace downhill;
using namespace downhill::test;

TEST_CASE("golden: losses equal PyTorch, value and gradient") {
  std::vector<GoldenCase> cases = read_golden("losses");
  for (GoldenCase& c : cases) {
    CAPTURE(c.label());
    const LossInfo* loss = find_piece(all_losses(), c.piece);
    REQUIRE(loss != nullptr);
    const std::vector<double> options = parse_options(loss->info, c.options);
    Tensor dy(c["y"].shape);
    for (Real& number : dy.numbers) number = 99;  // must be overwritten
    const double value = loss->evaluate(options, c["y"].view(), c["t"].view(), dy.view());
    CHECK(relative_error(value, static_cast<double>(c["loss"].numbers[0]), 0.1) < kGoldenTolerance);
    CHECK(largest_error(dy.numbers, c["dy"].numbers, 0.1) < kGoldenTolerance);
  }
  CHECK(first_missing(all_losses(), cases) == "");
}

TEST_CASE("losses: refuse outputs that do not fit") {
  const auto fits = [](const char* name, std::int64_t units, std::uint32_t classes) {
    const LossInfo* loss = find_piece(all_losses(), name);
    const Status status = loss->check(parse_options(loss->info, "{}"), units, classes);
    if (!status.ok()) {
      CHECK(!status.error().en.empty());
      CHECK(!status.error().zh.empty());
    }
    return status.ok();
  };
  CHECK(fits("softmax_cross_entropy", 2, 2));
  CHECK(fits("softmax_cross_entropy", 3, 3));
  CHECK(!fits("softmax_cross_entropy", 1, 2));
  CHECK(!fits("softmax_cross_entropy", 2, 3));
  CHECK(!fits("softmax_cross_entropy", 1, 0));
  CHECK(fits("binary_cross_entropy", 1, 2));
  CHECK(!fits("binary_cross_entropy", 1, 3));
  CHECK(!fits("binary_cross_entropy", 1, 0));
  CHECK(fits("mse", 1, 0));
  CHECK(fits("mse", 1, 2));
  CHECK(!fits("mse", 2, 0));
  CHECK(!fits("mse", 1, 3));
}

TEST_CASE("losses: the readout of one output lies in [-1, 1] with the sign of the class, of several sums to 1") {
  for (const LossInfo* loss : all_losses()) {
    if (!loss->predicts) continue;
    CAPTURE(loss->info.name);
    const std::vector<double> options = parse_options(loss->info, "{}");
    const bool shows_values = loss->check(options, 1, 0).ok();  // a regression is shown as it is
    if (loss->check(options, 1, 2).ok() && !shows_values) {
      Tensor y({5, 1}, {Real(-1e6), Real(-2), Real(0.5), Real(3), Real(1e6)});
      loss->readout(options, y.view());
      for (int i = 0; i < 5; ++i) {
        CHECK(std::abs(y.numbers[static_cast<std::size_t>(i)]) <= 1);
        CHECK((y.numbers[static_cast<std::size_t>(i)] > 0) == (i >= 2));
      }
    }
    if (loss->target == TargetKind::class_index) {
      Tensor y({2, 3}, {1, 2, 3, 1000, -1000, 0});
      loss->readout(options, y.view());
      for (std::size_t n = 0; n < 2; ++n) {
        const Real* row = y.numbers.data() + 3 * n;
        CHECK(row[0] + row[1] + row[2] == doctest::Approx(1));
      }
      CHECK(y.numbers[2] == doctest::Approx(0.665240956));
      CHECK(y.numbers[3] == doctest::Approx(1));
    }
  }
}
