#include "core/kernels/gemm.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include "core/base/rng.hpp"
#include "core/kernels/ref/gemm.hpp"
#include "tests/core/support/test.hpp"

using namespace downhill;

namespace {

constexpr Real kGuard = static_cast<Real>(-12345.5);

/// C [M,N] behind `shift` guard numbers, rows `stride` apart, the gaps filled with guards.
struct Output {
  std::vector<Real> all;
  Index shift, m, n, stride;

  Output(Index shift_, Index m_, Index n_, Index stride_, Rng& rng)
      : all(static_cast<std::size_t>(shift_ + m_ * stride_ + 16), kGuard),
        shift(shift_),
        m(m_),
        n(n_),
        stride(stride_) {
    for (Index i = 0; i < m; ++i)
      for (Index j = 0; j < n; ++j) data()[i * stride + j] = static_cast<Real>(rng.normal());
  }
  Real* data() { return all.data() + shift; }
  bool guards_whole() const {
    for (Index at = 0; at < static_cast<Index>(all.size()); ++at) {
      const Index row = (at - shift) / stride, column = (at - shift) % stride;
      const bool inside = at >= shift && row < m && column < n;
      if (!inside && all[static_cast<std::size_t>(at)] != kGuard) return false;
    }
    return true;
  }
};

/// The largest error of gemm against double sums, in units of eps * sum |a b|; -1 when a guard was overwritten.
double gemm_error(Index m, Index n, Index k, Index shift, bool transposed, bool accumulate, Rng& rng) {
  std::vector<Real> a(static_cast<std::size_t>(m * k + shift)), b(static_cast<std::size_t>(k * (n + 3) + shift));
  for (Real& v : a) v = static_cast<Real>(rng.normal());
  for (Real& v : b) v = static_cast<Real>(rng.normal());
  const Index row = transposed ? 1 : k, column = transposed ? m : 1;
  Output c(shift, m, n, n + shift, rng);
  std::vector<double> a2(a.begin() + shift, a.end()), b2(b.begin() + shift, b.end());
  std::vector<double> expected(c.data(), c.data() + m * c.stride);
  std::vector<double> size = expected;
  for (double& v : size) v = accumulate ? std::abs(v) : 0;
  ref::gemm<double>(m, n, k, a2.data(), row, column, b2.data(), n + 3, expected.data(), c.stride, accumulate);
  for (double& v : a2) v = std::abs(v);
  for (double& v : b2) v = std::abs(v);
  ref::gemm<double>(m, n, k, a2.data(), row, column, b2.data(), n + 3, size.data(), c.stride, true);

  gemm(m, n, k, {a.data() + shift, row, column}, b.data() + shift, n + 3, c.data(), c.stride, accumulate);
  double worst = 0;
  for (Index i = 0; i < m; ++i)
    for (Index j = 0; j < n; ++j) {
      const std::size_t at = static_cast<std::size_t>(i * c.stride + j);
      const double unit = static_cast<double>(std::numeric_limits<Real>::epsilon()) * (size[at] + 1e-30);
      worst = std::max(worst, std::abs(static_cast<double>(c.data()[at]) - expected[at]) / unit);
    }
  return c.guards_whole() ? worst : -1;
}

}  // namespace

TEST_CASE("gemm: equals the reference for ragged sizes 1..67, shifted, transposed, accumulated") {
  Rng rng(11);
  for (Index size = 1; size <= 67; ++size)
    for (int variant = 0; variant < 8; ++variant) {
      const Index shift = variant & 1 ? 1 + static_cast<Index>(rng.below(3)) : 0;
      const bool transposed = variant & 2, accumulate = variant & 4;
      const auto other = [&] { return 1 + static_cast<Index>(rng.below(67)); };
      const Index sizes[3][3] = {{size, other(), other()}, {other(), size, other()}, {other(), other(), size}};
      for (const auto& s : sizes) {
        CAPTURE(s[0]);
        CAPTURE(s[1]);
        CAPTURE(s[2]);
        CAPTURE(variant);
        const double error = gemm_error(s[0], s[1], s[2], shift, transposed, accumulate, rng);
        CHECK(error >= 0);  // -1: a guard word was overwritten
        CHECK(error <= 4 + 0.5 * std::sqrt(static_cast<double>(s[2])));
      }
    }
}

TEST_CASE("gemm: all sizes 1..9 together") {
  Rng rng(12);
  double worst = 0;
  for (Index m = 1; m <= 9; ++m)
    for (Index n = 1; n <= 9; ++n)
      for (Index k = 1; k <= 9; ++k) {
        const double error = gemm_error(m, n, k, 1, false, (m + n + k) % 2 == 0, rng);
        REQUIRE(error >= 0);
        worst = std::max(worst, error);
      }
  CHECK(worst <= 5);
}

TEST_CASE("gemm: an empty sum is zero, or what was there") {
  Real c[4] = {1, 2, 3, 4};
  const Real nothing[1] = {};
  gemm(2, 2, 0, {nothing, 0, 1}, nothing, 2, c, 2, true);
  CHECK(c[3] == 4);
  gemm(2, 2, 0, {nothing, 0, 1}, nothing, 2, c, 2, false);
  for (const Real v : c) CHECK(v == 0);
}

TEST_CASE("transpose: rows become columns") {
  const Real in[6] = {1, 2, 3, 4, 5, 6};
  Real out[7] = {0, 0, 0, 0, 0, 0, kGuard};
  transpose(in, 2, 3, out);
  const Real expected[7] = {1, 4, 2, 5, 3, 6, kGuard};
  for (int i = 0; i < 7; ++i) CHECK(out[i] == expected[i]);
}
