#include "core/regularizers/registry.hpp"
#include "tests/core/support/golden.hpp"
#include "tests/core/support/gradient.hpp"
#include "tests/core/support/test.hpp"

using namespace downhill;
using namespace downhill::test;

#ifdef DOWNHILL_REAL_DOUBLE
TEST_CASE("gradient check: every regularizer") {
  for (const RegularizerInfo* regularizer : all_regularizers()) {
    CAPTURE(regularizer->info.name);
    std::vector<double> options;
    for (const OptionSpec& spec : regularizer->info.options) options.push_back(0.3 * spec.maximum + 0.7 * spec.minimum);
    const GradientError error = check_regularizer(*regularizer, options, 1);
    CAPTURE(error.place);
    CHECK(error.worst < 1e-6);
  }
}
#endif

TEST_CASE("golden: regularizers equal PyTorch, price and gradient") {
  std::vector<GoldenCase> cases = read_golden("regularizers");
  for (GoldenCase& c : cases) {
    CAPTURE(c.label());
    const RegularizerInfo* regularizer = find_piece(all_regularizers(), c.piece);
    REQUIRE(regularizer != nullptr);
    const std::vector<double> options = parse_options(regularizer->info, c.options);
    Tensor dw(c["w"].shape);
    for (Real& number : dw.numbers) number = 2;  // must be added to
    const double price = regularizer->apply(options, c["w"].numbers, dw.numbers);
    for (Real& number : dw.numbers) number -= 2;
    CHECK(relative_error(price, static_cast<double>(c["price"].numbers[0]), 0.01) < kGoldenTolerance);
    CHECK(largest_error(dw.numbers, c["dw"].numbers, 0.1) < kGoldenTolerance);
    if (regularizer->project == nullptr) continue;
    regularizer->project(options, c["w"].view());
    CHECK(largest_error(c["w"].numbers, c["projected"].numbers, 0.1) < kGoldenTolerance);
  }
  CHECK(first_missing(all_regularizers(), cases) == "");
}

TEST_CASE("regularizers: none costs nothing") {
  const RegularizerInfo* none = find_piece(all_regularizers(), "none");
  REQUIRE(none != nullptr);
  Tensor w({3}, {1, -2, 3}), dw({3}, {4, 5, 6});
  CHECK(none->apply({}, w.numbers, dw.numbers) == 0);
  CHECK(dw.numbers == std::vector<Real>{4, 5, 6});
}
