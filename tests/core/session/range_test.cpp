// The learning-rate range test: what it finds, and that it leaves the run alone.
#include <cmath>

#include "core/tasks/range_test.hpp"

#include "tests/core/support/host.hpp"
#include "tests/core/support/test.hpp"

using namespace downhill;
using namespace downhill::test;

namespace {

const char* const kCircle =
    R"({"dataset":{"type":"circle"},"features":["x","y"],"model":{"layers":[{"type":"dense","units":8},{"type":"tanh"},{"type":"dense","units":2}]},
        "loss":{"type":"softmax_cross_entropy"},"optimizer":{"type":"sgd","learning_rate":0.05},"schedule":{"type":"exponential"}})";

}  // namespace

TEST_CASE("range test: rates grow by one factor, the loss falls and then runs away, the suggestion lies in between") {
  Host host;
  host.configure(kCircle);
  const Result<RangeTest> test = host.session.range_test({1e-4, 1e3, 200});
  REQUIRE(test.ok());
  const std::vector<RangePoint>& points = test.value().points;
  CHECK(points.size() < 200);  // it ended early
  REQUIRE(points.size() > 50);
  CHECK(points[0].learning_rate == doctest::Approx(1e-4));
  for (std::size_t i = 1; i < points.size(); ++i)
    CHECK(points[i].learning_rate / points[i - 1].learning_rate == doctest::Approx(std::pow(1e7, 1.0 / 199)));
  CHECK(test.value().suggestion > 0.003);
  CHECK(test.value().suggestion < 3);
}

TEST_CASE("range test: a run goes on as if there had been none, and the test starts where the run stands") {
  Host tested, plain;
  tested.configure(kCircle);
  plain.configure(kCircle);
  const double first = tested.session.range_test({1e-4, 1, 20}).value().points[0].loss;
  tested.train(400);
  plain.train(400);
  CHECK(tested.parameters() == plain.parameters());
  const RangeTest later = tested.session.range_test({1e-4, 1, 20}).value();
  CHECK(later.points[0].loss < first);
  CHECK(tested.session.range_test({1e-4, 1, 20}).value().points[19].loss == later.points[19].loss);
  tested.train(800);
  plain.train(800);
  CHECK(tested.parameters() == plain.parameters());
}

TEST_CASE("range test: the steepest fall of a known curve is found; a loss that only climbs has no suggestion") {
  std::vector<RangePoint> falls, climbs;
  for (int i = 0; i < 100; ++i) {
    const double rate = std::pow(10.0, -4 + 0.05 * i);
    // steepest at rate 0.01
    falls.push_back({rate, 1 / (1 + std::exp(0.5 * (i - 40)))});
    climbs.push_back({rate, 1.0 + i});
  }
  CHECK(suggest_learning_rate(falls) == doctest::Approx(0.01));
  CHECK(std::isnan(suggest_learning_rate(climbs)));
  CHECK(std::isnan(suggest_learning_rate({})));
}

TEST_CASE("range test: bad ranges and a missing run are refused") {
  Host host;
  CHECK(!host.session.range_test({}).ok());
  host.configure(kCircle);
  for (const RangeTestOptions& bad : {RangeTestOptions{0, 1, 10},
                                      {1, 1, 10},
                                      {2, 1, 10},
                                      {-1, 1, 10},
                                      {0.1, 1, 1},
                                      {0.1, 1, 1000000},
                                      {0.1, 1e11, 10},
                                      {std::nan(""), 1, 10},
                                      {0.1, std::nan(""), 10}}) {
    const Result<RangeTest> test = host.session.range_test(bad);
    REQUIRE(!test.ok());
    CHECK(test.error().place == "range_test");
  }
}
