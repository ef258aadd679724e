#include <algorithm>
#include <cmath>
#include <string>

#include "core/initializers/registry.hpp"
#include "tests/core/support/tensor.hpp"
#include "tests/core/support/test.hpp"

using namespace downhill;
using namespace downhill::test;

namespace {

struct Drawn {
  std::vector<Real> w = std::vector<Real>(100000);
  double mean = 0, deviation = 0, kurtosis = 0, largest = 0;

  Drawn(const char* name, const char* options, std::int64_t fan_in, std::int64_t fan_out, std::uint64_t seed = 1) {
    const InitializerInfo* initializer = find_piece(all_initializers(), name);
    REQUIRE(initializer != nullptr);
    Rng rng(seed);
    fill_of (*initializer)(parse_options(initializer->info, options), fan_in, fan_out, rng, w);
    const double count = static_cast<double>(w.size());
    for (const Real v : w) mean += static_cast<double>(v) / count;
    double fourth = 0;
    for (const Real v : w) {
      const double d = static_cast<double>(v) - mean;
      deviation += d * d / count;
      fourth += d * d * d * d / count;
      largest = std::max(largest, std::abs(static_cast<double>(v)));
    }
    kurtosis = fourth / (deviation * deviation);
    deviation = std::sqrt(deviation);
  }
};

}  // namespace

TEST_CASE("initializers: zeros") {
  const Drawn zeros("zeros", "{}", 3, 4);
  CHECK(zeros.largest == 0);
}

TEST_CASE("initializers: normal has the asked deviation, whatever the fans") {
  const Drawn normal("normal", R"({"std":0.25})", 3, 4), other("normal", R"({"std":0.25})", 300, 4);
  CHECK(std::abs(normal.mean) < 0.003);
  CHECK(normal.deviation == doctest::Approx(0.25).epsilon(0.01));
  CHECK(normal.kurtosis == doctest::Approx(3).epsilon(0.03));
  CHECK(normal.w == other.w);
}

TEST_CASE("initializers: xavier is uniform within sqrt(6 / (fan_in + fan_out))") {
  for (const auto& [fan_in, fan_out] : {std::pair<int, int>{2, 8}, {8, 2}, {100, 100}}) {
    const Drawn xavier("xavier", "{}", fan_in, fan_out);
    const double limit = std::sqrt(6.0 / (fan_in + fan_out));
    CHECK(xavier.largest <= limit * (1 + 1e-6));
    CHECK(xavier.largest > limit * 0.999);
    CHECK(std::abs(xavier.mean) < 0.01 * limit);
    CHECK(xavier.deviation == doctest::Approx(std::sqrt(2.0 / (fan_in + fan_out))).epsilon(0.01));
    CHECK(xavier.kurtosis == doctest::Approx(1.8).epsilon(0.02));
  }
}

TEST_CASE("initializers: he is normal with deviation sqrt(2 / fan_in)") {
  for (const auto& [fan_in, fan_out] : {std::pair<int, int>{2, 8}, {50, 3}}) {
    const Drawn he("he", "{}", fan_in, fan_out);
    CHECK(std::abs(he.mean) < 0.01 * std::sqrt(2.0 / fan_in));
    CHECK(he.deviation == doctest::Approx(std::sqrt(2.0 / fan_in)).epsilon(0.01));
    CHECK(he.kurtosis == doctest::Approx(3).epsilon(0.03));
  }
}

TEST_CASE("initializers: the other distribution of xavier, he and lecun has the same width") {
  const struct {
    const char* name;
    const char* distribution;
    double deviation, kurtosis;
  } cases[] = {{"xavier", "normal", std::sqrt(2.0 / 30), 3},
               {"he", "uniform", std::sqrt(2.0 / 20), 1.8},
               {"lecun", "normal", std::sqrt(1.0 / 20), 3},
               {"lecun", "uniform", std::sqrt(1.0 / 20), 1.8}};
  for (const auto& c : cases) {
    CAPTURE(c.name);
    const std::string options = std::string("{\"distribution\":\"") + c.distribution + "\"}";
    const Drawn drawn(c.name, options.c_str(), 20, 10);
    CHECK(std::abs(drawn.mean) < 0.01 * c.deviation);
    CHECK(drawn.deviation == doctest::Approx(c.deviation).epsilon(0.01));
    CHECK(drawn.kurtosis == doctest::Approx(c.kurtosis).epsilon(0.03));
  }
}

TEST_CASE("initializers: constant, uniform, truncated normal") {
  const Drawn constant("constant", R"({"value":-0.5})", 3, 4);
  CHECK(constant.mean == doctest::Approx(-0.5));
  CHECK(constant.deviation < 1e-9);
  const Drawn uniform("uniform", R"({"limit":0.3})", 3, 4);
  CHECK(uniform.largest <= 0.3 * (1 + 1e-6));
  CHECK(uniform.deviation == doctest::Approx(0.3 / std::sqrt(3.0)).epsilon(0.01));
  const Drawn truncated("truncated_normal", R"({"std":0.2})", 3, 4);
  CHECK(truncated.largest <= 0.4 * (1 + 1e-6));
  CHECK(truncated.largest > 0.39);
  CHECK(std::abs(truncated.mean) < 0.003);
  CHECK(truncated.deviation == doctest::Approx(0.2 * 0.8796257).epsilon(0.01));  // of N(0,1) within [-2, 2]
}

TEST_CASE("initializers: orthogonal has orthonormal rows or columns, in any shape, with no favourite direction") {
  const InitializerInfo* orthogonal = find_piece(all_initializers(), "orthogonal");
  REQUIRE(orthogonal != nullptr);
  constexpr double kTolerance = sizeof(Real) == 8 ? 1e-12 : 1e-5;
  for (const auto& [rows, columns] : {std::pair<int, int>{1, 1}, {5, 5}, {3, 17}, {17, 3}, {64, 64}}) {
    CAPTURE(rows);
    CAPTURE(columns);
    Rng rng(4);
    std::vector<Real> w(static_cast<std::size_t>(rows * columns));
    const std::vector<double> options = {2};  // the gain
    fill_of (*orthogonal)(options, columns, rows, rng, w);
    const bool wide = rows < columns;
    const int count = wide ? rows : columns, length = wide ? columns : rows;
    const auto at = [&](int vector, int i) {
      return static_cast<double>(w[static_cast<std::size_t>(wide ? vector * columns + i : i * columns + vector)]);
    };
    for (int a = 0; a < count; ++a)
      for (int b = 0; b <= a; ++b) {
        double product = 0;
        for (int i = 0; i < length; ++i) product += at(a, i) * at(b, i);
        CHECK(std::abs(product - (a == b ? 4 : 0)) < kTolerance);
      }
  }
  // Each entry of a random rotation of the plane has mean 0; without the signs of R it would not.
  double sum = 0;
  Rng rng(5);
  for (int i = 0; i < 2000; ++i) {
    std::vector<Real> w(4);
    const std::vector<double> options = {1};
    fill_of (*orthogonal)(options, 2, 2, rng, w);
    sum += static_cast<double>(w[0]);
  }
  CHECK(std::abs(sum / 2000) < 0.05);
}

TEST_CASE("initializers: identity copies its input") {
  const InitializerInfo* identity = find_piece(all_initializers(), "identity");
  REQUIRE(identity != nullptr);
  Rng rng(1);
  std::vector<Real> w(6, 9);
  const std::vector<double> options = {0.5};
  fill_of (*identity)(options, 3, 2, rng, w);
  CHECK(w == std::vector<Real>{Real(0.5), 0, 0, 0, Real(0.5), 0});
}

TEST_CASE("initializers: the same seed gives the same weights, another seed others") {
  for (const InitializerInfo* initializer : all_initializers()) {
    CAPTURE(initializer->info.name);
    const Drawn a(initializer->info.name, "{}", 4, 5, 7), again(initializer->info.name, "{}", 4, 5, 7);
    const Drawn other(initializer->info.name, "{}", 4, 5, 8);
    CHECK(a.w == again.w);
    const std::string name = initializer->info.name;
    CHECK((a.w == other.w) == (name == "zeros" || name == "constant" || name == "identity"));
  }
}
