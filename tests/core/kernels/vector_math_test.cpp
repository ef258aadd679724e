#include "core/kernels/vector_math.hpp"

#include <cmath>
#include <limits>
#include <vector>

#include "core/base/rng.hpp"
#include "tests/core/support/test.hpp"

using namespace downhill;

namespace {

using Kernel = void (*)(const Real*, Real*, Index);

struct Function {
  const char* name;
  Kernel kernel;
  double (*truth)(double);
  double allowed_ulp;  // what core/kernels/simd/vector_math.hpp promises
};

double sigmoid(double x) {
  return 1 / (1 + std::exp(-x));
}

const Function kFunctions[] = {{"exp", vector_exp, [](double x) { return std::exp(x); }, 2},
                               {"tanh", vector_tanh, [](double x) { return std::tanh(x); }, 2},
                               {"sigmoid", vector_sigmoid, sigmoid, 2.5}};

constexpr Real kInfinity = std::numeric_limits<Real>::infinity();
constexpr Real kGuard = static_cast<Real>(-12345.5);

Real one(Kernel kernel, Real x) {
  Real y = 0;
  kernel(&x, &y, 1);
  return y;
}

/// The distance between two numbers in steps of `Real` at `truth`.
double ulps(Real value, double truth) {
  const Real near = static_cast<Real>(truth);
  if (value == near) return 0;
  const Real step =
      std::max(std::nextafter(std::abs(near), kInfinity) - std::abs(near), std::numeric_limits<Real>::denorm_min());
  return std::abs(static_cast<double>(value) - truth) / static_cast<double>(step);
}

}  // namespace

TEST_CASE("vector math: within its ulp over a dense range") {
  for (const Function& f : kFunctions) {
    CAPTURE(f.name);
    double worst = 0, at = 0;
    const auto look = [&](double x) {
      const Real rounded = static_cast<Real>(x);
      const double error = ulps(one(f.kernel, rounded), f.truth(static_cast<double>(rounded)));
      if (!(error <= worst)) worst = error, at = x;
    };
    for (double x = -87; x <= 88; x += 0.000731) look(x);
    for (double size = 1e-37; size < 1; size *= 1.01) look(size), look(-size);
    CAPTURE(at);
    CHECK(worst <= f.allowed_ulp);
  }
}

TEST_CASE("vector math: zero, infinity, NaN, huge and denormal numbers") {
  const Real nan = std::numeric_limits<Real>::quiet_NaN(), huge = std::numeric_limits<Real>::max();
  const Real tiny = std::numeric_limits<Real>::denorm_min();
  for (const Function& f : kFunctions) {
    CAPTURE(f.name);
    CHECK(std::isnan(one(f.kernel, nan)));
    CHECK(std::isnan(one(f.kernel, -nan)));
    CHECK(one(f.kernel, tiny) == static_cast<Real>(f.truth(tiny)));
    CHECK(one(f.kernel, -tiny) == static_cast<Real>(f.truth(-tiny)));
  }
  CHECK(one(vector_exp, 0) == 1);
  CHECK(one(vector_exp, -Real(0)) == 1);
  CHECK(one(vector_exp, kInfinity) == kInfinity);
  CHECK(one(vector_exp, huge) == kInfinity);
  CHECK(one(vector_exp, -kInfinity) == 0);
  CHECK(one(vector_exp, -huge) == 0);
  CHECK(one(vector_tanh, 0) == 0);
  CHECK(!std::signbit(one(vector_tanh, 0)));
  CHECK(std::signbit(one(vector_tanh, -Real(0))));
  for (const Real large : {Real(20), Real(100), huge, kInfinity}) {
    CAPTURE(large);
    CHECK(one(vector_tanh, large) == 1);
    CHECK(one(vector_tanh, -large) == -1);
    CHECK(one(vector_sigmoid, large * 2) == doctest::Approx(1).epsilon(1e-12));
    CHECK(one(vector_sigmoid, -large * 2) >= 0);
    CHECK(one(vector_sigmoid, -large * 2) < 1e-8);
  }
  CHECK(one(vector_sigmoid, 0) == Real(0.5));
  CHECK(one(vector_sigmoid, -kInfinity) == 0);
  CHECK(one(vector_sigmoid, kInfinity) == 1);
}

TEST_CASE("vector math: exp is exact at its borders") {
  if (sizeof(Real) == 8) return;  // the borders of the float version
  CHECK(std::isfinite(one(vector_exp, Real(88.72283))));
  CHECK(one(vector_exp, Real(88.7229)) == kInfinity);
  CHECK(one(vector_exp, Real(-103.9)) > 0);
  CHECK(one(vector_exp, Real(-104)) == 0);
  CHECK(ulps(one(vector_exp, Real(-95)), std::exp(-95.0)) <= 2);  // a denormal result
}

TEST_CASE("vector math: a value does not depend on its place; ragged, unaligned, in place, guarded") {
  Rng rng(21);
  for (const Function& f : kFunctions)
    for (Index count = 0; count <= 67; ++count)
      for (Index shift = 0; shift < 4; ++shift) {
        CAPTURE(f.name);
        CAPTURE(count);
        CAPTURE(shift);
        std::vector<Real> x(static_cast<std::size_t>(count + shift + 8), kGuard), y = x;
        for (Index i = 0; i < count; ++i) x[static_cast<std::size_t>(shift + i)] = static_cast<Real>(4 * rng.normal());
        f.kernel(x.data() + shift, y.data() + shift, count);
        bool whole = true, same = true;
        for (Index i = 0; i < static_cast<Index>(y.size()); ++i) {
          const auto at = static_cast<std::size_t>(i);
          if (i < shift || i >= shift + count)
            whole = whole && y[at] == kGuard;
          else
            same = same && y[at] == one(f.kernel, x[at]);
        }
        CHECK(whole);
        CHECK(same);
        f.kernel(x.data() + shift, x.data() + shift, count);
        CHECK(x == y);
      }
}
