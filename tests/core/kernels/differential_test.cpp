// The fast kernels against the readable ones on 220,000 random calls: sizes 1..67, any alignment, guards all around.
#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>
#include <span>
#include <vector>

#include "core/base/rng.hpp"
#include "core/kernels/gemm.hpp"
#include "core/kernels/max_pairs.hpp"
#include "core/kernels/ref/gemm.hpp"
#include "core/kernels/ref/max_pairs.hpp"
#include "core/kernels/ref/transpose.hpp"
#include "core/kernels/ref/vector_math.hpp"
#include "core/kernels/softmax.hpp"
#include "core/kernels/transpose.hpp"
#include "core/kernels/vector_math.hpp"
#include "tests/core/support/test.hpp"

using namespace downhill;

namespace {

constexpr Real kGuard = static_cast<Real>(-12345.5);
constexpr Index kMostShift = 7;
constexpr Index kLongest = 67;

Index pick(Rng& rng, Index least, Index most) {
  return least + static_cast<Index>(rng.below(static_cast<std::uint64_t>(most - least + 1)));
}

/// 1..67, small sizes more often than large ones: remainders of tiles are where mistakes live, and 100,000 calls are
/// quick.
Index pick_size(Rng& rng) {
  return std::min({pick(rng, 1, kLongest), pick(rng, 1, kLongest), pick(rng, 1, kLongest)});
}

void fill(std::vector<Real>& numbers, Rng& rng) {
  for (Real& v : numbers) v = static_cast<Real>(rng.uniform(-1, 1));
}

/// Memory for the calls, made once: numbers at any alignment, and guards around what may be written.
struct Buffers {
  std::vector<Real> a, b, c, expected;
  explicit Buffers(Rng& rng) : a(20000), b(20000), c(20000), expected(20000) { fill(a, rng), fill(b, rng); }
};

bool same_bits(std::span<const Real> a, std::span<const Real> b) {
  return std::memcmp(a.data(), b.data(), a.size_bytes()) == 0;
}

/// One random product; true when every bit, guards included, is what the reference leaves.
/// Both sum over k in ascending order and nothing is fused, so that no tolerance is needed.
bool gemm_agrees(Buffers& s, Rng& rng) {
  const Index m = pick_size(rng), n = pick_size(rng), k = pick_size(rng);
  const Index a_gap = pick(rng, 0, 3), b_stride = n + pick(rng, 0, 3), c_stride = n + pick(rng, 0, 3);
  const bool transposed = rng.below(2) == 0, accumulate = rng.below(2) == 0;
  const Index row = transposed ? 1 : k + a_gap, column = transposed ? m + a_gap : 1;
  const Index from_a = pick(rng, 0, kMostShift), from_b = pick(rng, 0, kMostShift), to = pick(rng, 0, kMostShift);
  const auto written = static_cast<std::size_t>(to + m * c_stride + 8);
  for (std::size_t i = 0; i < written; ++i) s.c[i] = s.expected[i] = kGuard;
  for (Index i = 0; accumulate && i < m; ++i)
    for (Index j = 0; j < n; ++j) {
      const auto at = static_cast<std::size_t>(to + i * c_stride + j);
      s.c[at] = s.expected[at] = s.a[at];
    }
  gemm(m, n, k, {s.a.data() + from_a, row, column}, s.b.data() + from_b, b_stride, s.c.data() + to, c_stride,
       accumulate);
  ref::gemm(m, n, k, s.a.data() + from_a, row, column, s.b.data() + from_b, b_stride, s.expected.data() + to, c_stride,
            accumulate);
  return same_bits({s.c.data(), written}, {s.expected.data(), written});
}

/// One random transposition, as exact as a copy.
bool transpose_agrees(Buffers& s, Rng& rng) {
  const Index rows = pick_size(rng), columns = pick_size(rng);
  const Index in_stride = columns + pick(rng, 0, 3), out_stride = rows + pick(rng, 0, 3);
  const Index from = pick(rng, 0, kMostShift), to = pick(rng, 0, kMostShift);
  const auto written = static_cast<std::size_t>(to + columns * out_stride + 8);
  for (std::size_t i = 0; i < written; ++i) s.c[i] = s.expected[i] = kGuard;
  transpose(s.a.data() + from, rows, columns, in_stride, s.c.data() + to, out_stride);
  ref::transpose(s.a.data() + from, rows, columns, in_stride, s.expected.data() + to, out_stride);
  return same_bits({s.c.data(), written}, {s.expected.data(), written});
}

/// One random copy.
bool copy_agrees(Buffers& s, Rng& rng) {
  const Index count = pick(rng, 0, kLongest), from = pick(rng, 0, kMostShift), to = pick(rng, 0, kMostShift);
  const auto written = static_cast<std::size_t>(to + count + 8);
  for (std::size_t i = 0; i < written; ++i) s.c[i] = s.expected[i] = kGuard;
  copy(s.a.data() + from, s.c.data() + to, count);
  ref::copy(s.a.data() + from, s.expected.data() + to, count);
  return same_bits({s.c.data(), written}, {s.expected.data(), written});
}

/// Pairs of two rows: equal numbers and NaN among them. Places are counted exactly.
bool max_pairs_agrees(Buffers& s, Rng& rng) {
  const Index count = pick(rng, 0, kLongest), row = 2 * count + pick(rng, 0, 5), first = pick(rng, 0, 3000);
  const Index from = pick(rng, 0, kMostShift), to = pick(rng, 0, kMostShift), places = to + count + 8;
  const auto written = static_cast<std::size_t>(places + count + 8);
  std::vector<Real> x(s.a.begin(), s.a.begin() + from + row + 2 * count);
  for (Real& v : x) {
    if (rng.below(4) == 0) v = Real(0.5);
    if (rng.below(16) == 0) v = std::numeric_limits<Real>::quiet_NaN();
  }
  for (std::size_t i = 0; i < written; ++i) s.c[i] = s.expected[i] = kGuard;
  const Real *a = x.data() + from, *b = a + row;
  max_pairs(a, b, count, first, row, s.c.data() + to, s.c.data() + places);
  ref::max_pairs(a, b, count, first, row, s.expected.data() + to, s.expected.data() + places);
  if (!same_bits({s.c.data(), written}, {s.expected.data(), written})) return false;

  // And back: the numbers before them go where the largest were.
  std::vector<Real> back(static_cast<std::size_t>(to + 4 * count + 8), kGuard), expected_back = back;
  const Real *dy = s.b.data() + from, *place = s.c.data() + places;
  spread_pairs(dy, place, count, first, row, back.data() + to, back.data() + to + 2 * count + 1);
  ref::spread_pairs(dy, place, count, first, row, expected_back.data() + to, expected_back.data() + to + 2 * count + 1);
  return same_bits(back, expected_back);
}

using Kernel = void (*)(const Real*, Real*, Index);
struct Pair {
  Kernel fast;
  void (*truth)(const double*, double*, Index);
  double allowed_ulp;  // what core/kernels/simd/vector_math.hpp promises
};
const Pair kPairs[] = {{vector_exp, ref::exp<double>, 2},
                       {vector_tanh, ref::tanh<double>, 2},
                       {vector_sigmoid, ref::sigmoid<double>, 2.5}};

/// The distance of a value from the truth in steps of Real.
double ulps(Real value, double truth) {
  const Real near = std::abs(static_cast<Real>(truth));
  const double step =
      static_cast<double>(std::nextafter(near, std::numeric_limits<Real>::infinity())) - static_cast<double>(near);
  return std::abs(static_cast<double>(value) - truth) / step;
}

/// One random elementwise call, in place or not.
bool elementwise_agrees(Buffers& s, Rng& rng) {
  const Pair& pair = kPairs[rng.below(3)];
  const Index count = pick(rng, 0, kLongest), from = pick(rng, 0, kMostShift);
  const bool in_place = rng.below(2) == 0;
  const Index to = in_place ? from : pick(rng, 0, kMostShift);
  double x[kLongest], truth[kLongest];
  std::fill_n(s.c.begin(), kLongest + 2 * kMostShift, kGuard);
  Real* input = (in_place ? s.c.data() : s.expected.data()) + from;
  for (Index i = 0; i < count; ++i) {
    const Real number = 20 * s.a[static_cast<std::size_t>(rng.below(s.a.size()))];
    input[i] = number;
    x[i] = static_cast<double>(number);
  }
  pair.truth(x, truth, count);
  pair.fast(input, s.c.data() + to, count);
  for (Index i = 0; i < kLongest + 2 * kMostShift; ++i) {
    const Real value = s.c[static_cast<std::size_t>(i)];
    const bool inside = i >= to && i < to + count;
    if (inside ? !(ulps(value, truth[i - to]) <= pair.allowed_ulp) : value != kGuard) return false;
  }
  return true;
}

/// One random row of softmax against sums in double.
bool softmax_agrees(Buffers& s, Rng& rng) {
  const Index count = pick(rng, 1, kLongest), from = pick(rng, 0, kMostShift), to = pick(rng, 1, kMostShift);
  const Real* y = s.a.data() + from;
  s.c[static_cast<std::size_t>(to - 1)] = s.c[static_cast<std::size_t>(to + count)] = kGuard;
  double sum = 0;
  for (Index i = 0; i < count; ++i) sum += std::exp(static_cast<double>(y[i]));
  const double logarithm = softmax_row(y, s.c.data() + to, count);
  const double allowed = 8 * static_cast<double>(std::numeric_limits<Real>::epsilon());
  bool right = std::abs(logarithm - std::log(sum)) <= allowed * std::max(1.0, std::abs(logarithm));
  for (Index i = 0; i < count; ++i) {
    const double p = std::exp(static_cast<double>(y[i])) / sum;
    right = right && std::abs(static_cast<double>(s.c[static_cast<std::size_t>(to + i)]) - p) <= allowed * p;
  }
  return right && s.c[static_cast<std::size_t>(to - 1)] == kGuard &&
         s.c[static_cast<std::size_t>(to + count)] == kGuard;
}

/// How many of `calls` random calls disagree.
int disagreements(bool (*agrees)(Buffers&, Rng&), int calls, std::uint64_t seed) {
  Rng rng(seed);
  Buffers buffers(rng);
  int wrong = 0;
  for (int i = 0; i < calls; ++i) wrong += !agrees(buffers, rng);
  return wrong;
}

}  // namespace

TEST_CASE("differential: 100,000 random matrix products equal the reference bit for bit") {
  CHECK(disagreements(gemm_agrees, 100000, 101) == 0);
}

TEST_CASE("differential: 40,000 random transpositions and 10,000 copies equal the reference bit for bit") {
  CHECK(disagreements(transpose_agrees, 40000, 104) == 0);
  CHECK(disagreements(copy_agrees, 10000, 105) == 0);
}

TEST_CASE(
    "differential: 20,000 random maxima of pairs in two rows, and the way back, equal the reference, NaN and equals "
    "included") {
  CHECK(disagreements(max_pairs_agrees, 20000, 106) == 0);
}

TEST_CASE("differential: 40,000 random calls of exp, tanh and sigmoid are within their ulp and write nothing besides") {
  CHECK(disagreements(elementwise_agrees, 40000, 102) == 0);
}

TEST_CASE("differential: 10,000 random rows of softmax") {
  CHECK(disagreements(softmax_agrees, 10000, 103) == 0);
}
