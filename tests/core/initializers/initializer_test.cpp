#include <algorithm>
#include <cmath>

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
    initializer->fill(parse_options(initializer->info, options), fan_in, fan_out, rng, w);
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

TEST_CASE("initializers: the same seed gives the same weights, another seed others") {
  for (const InitializerInfo* initializer : all_initializers()) {
    CAPTURE(initializer->info.name);
    const Drawn a(initializer->info.name, "{}", 4, 5, 7), again(initializer->info.name, "{}", 4, 5, 7);
    const Drawn other(initializer->info.name, "{}", 4, 5, 8);
    CHECK(a.w == again.w);
    CHECK((a.w == other.w) == (a.largest == 0));
  }
}
