#include <cmath>

#include "core/data/features/registry.hpp"
#include "tests/core/support/test.hpp"

using namespace downhill;

TEST_CASE("features: each computes what its name says") {
  const auto value = [](const char* name, double x, double y) {
    const FeatureInfo* feature = find_piece(all_features(), name);
    REQUIRE(feature != nullptr);
    return feature->compute(x, y);
  };
  CHECK(all_features().size() == 7);
  for (const auto& [x, y] : {std::pair{0.7, -1.3}, {-5.0, 2.0}, {0.0, 3.0}}) {
    CHECK(value("x", x, y) == x);
    CHECK(value("y", x, y) == y);
    CHECK(value("x_squared", x, y) == x * x);
    CHECK(value("y_squared", x, y) == y * y);
    CHECK(value("x_times_y", x, y) == x * y);
    CHECK(value("sin_x", x, y) == std::sin(x));
    CHECK(value("sin_y", x, y) == std::sin(y));
  }
}
