#include "core/base/rng.hpp"

#include <algorithm>
#include <cmath>
#include <vector>
#include "tests/core/support/test.hpp"

using namespace downhill;

// Values of an independent Python program that reproduces the authors' published sequence for the state 1, 2, 3, 4.
TEST_CASE("rng: the published xoshiro256** sequence, seeded by splitmix64") {
  struct Known {
    std::uint64_t seed, first[4], thousandth;
  };
  const Known known[] = {
      {0, {0x99ec5f36cb75f2b4, 0xbf6e1f784956452a, 0x1a5f849d4933e6e0, 0x6aa594f1262d2d2c}, 0x7aac8c483a2edd2f},
      {1, {0xb3f2af6d0fc710c5, 0x853b559647364cea, 0x92f89756082a4514, 0x642e1c7bc266a3a7}, 0xb8517c33c344d153},
      {1234567, {0x30a3a1c363600467, 0x19405f0f579929ca, 0x115beaac046ddbd9, 0xeb17caf48f27d7f6}, 0x3be7f2876df677c2},
  };
  for (const Known& k : known) {
    CAPTURE(k.seed);
    Rng rng(k.seed);
    for (const std::uint64_t value : k.first) CHECK(rng.next() == value);
    for (int i = 0; i < 995; ++i) rng.next();
    CHECK(rng.next() == k.thousandth);
  }
}

TEST_CASE("rng: seeds and streams are independent") {
  Rng a(7, 0), again(7, 0), stream(7, 1), seed(8, 0);
  int equal_stream = 0, equal_seed = 0;
  for (int i = 0; i < 1000; ++i) {
    const std::uint64_t value = a.next();
    CHECK(again.next() == value);
    equal_stream += stream.next() == value;
    equal_seed += seed.next() == value;
  }
  CHECK(equal_stream == 0);
  CHECK(equal_seed == 0);
}

TEST_CASE("rng: uniform numbers lie in [0, 1) with the right moments") {
  Rng rng(3);
  const int count = 200000;
  double sum = 0, squares = 0, low = 1, high = 0;
  for (int i = 0; i < count; ++i) {
    const double u = rng.uniform();
    sum += u;
    squares += u * u;
    low = std::min(low, u);
    high = std::max(high, u);
  }
  CHECK(low >= 0);
  CHECK(high < 1);
  CHECK(low < 1e-4);
  CHECK(high > 1 - 1e-4);
  CHECK(sum / count == doctest::Approx(0.5).epsilon(0.005));
  CHECK(squares / count - 0.25 == doctest::Approx(1.0 / 12).epsilon(0.01));
  for (int i = 0; i < 1000; ++i) {
    const double u = rng.uniform(-3, 5);
    CHECK((u >= -3 && u < 5));
  }
}

TEST_CASE("rng: normal numbers have mean 0, deviation 1, kurtosis 3, and tails") {
  Rng rng(4);
  const int count = 400000;
  double moment[5] = {};
  int beyond_two = 0;
  for (int i = 0; i < count; ++i) {
    const double v = rng.normal();
    double power = 1;
    for (double& m : moment) m += power, power *= v;
    beyond_two += std::abs(v) > 2;
  }
  CHECK(std::abs(moment[1] / count) < 0.006);
  CHECK(moment[2] / count == doctest::Approx(1).epsilon(0.01));
  CHECK(std::abs(moment[3] / count) < 0.02);
  CHECK(moment[4] / count == doctest::Approx(3).epsilon(0.02));
  CHECK(static_cast<double>(beyond_two) / count == doctest::Approx(0.0455).epsilon(0.03));
}

TEST_CASE("rng: below() favours no residue") {
  Rng rng(5);
  std::vector<int> seen(6);
  for (int i = 0; i < 60000; ++i) ++seen[static_cast<std::size_t>(rng.below(6))];
  double chi_square = 0;
  for (const int n : seen) chi_square += (n - 10000.0) * (n - 10000.0) / 10000;
  CHECK(chi_square < 20.5);  // 5 degrees of freedom, p = 0.001

  // With a plain remainder the lower half of this range would come up twice as often as the upper half.
  const std::uint64_t huge = 3ull << 62;
  int lower = 0;
  for (int i = 0; i < 20000; ++i) {
    const std::uint64_t value = rng.below(huge);
    REQUIRE(value < huge);
    lower += value < (huge / 3);
  }
  CHECK(lower / 20000.0 == doctest::Approx(1.0 / 3).epsilon(0.04));
  CHECK(rng.below(1) == 0);
}
