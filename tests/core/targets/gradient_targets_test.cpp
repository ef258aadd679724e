// Gradients from the books that the course follows: targets.md 5.1, rows U7-U9, U15.
#include <cmath>

#include "core/inspect/gradient_check.hpp"
#include "core/ops/registry.hpp"
#include "tests/core/inspect/net.hpp"
#include "tests/core/support/op_run.hpp"
#include "tests/core/support/test.hpp"
#include "tests/core/support/whole_net.hpp"

using namespace downhill;
using namespace downhill::test;

namespace {

/// Two numbers into one, and what comes back for dy = 1.
struct Gate {
  OpRun run;

  Gate(const char* name, Real a, Real b) : run(*find_piece(all_ops(), name), "{}", "1x1 1x1") {
    run.x[0].numbers = {a};
    run.x[1].numbers = {b};
    run.forward();
  }
  Real value() const { return run.y.numbers[0]; }
  void back(Real dy) {
    run.dy.numbers = {dy};
    run.backward();
  }
  Real to(int side) const { return run.dx[static_cast<std::size_t>(side)].numbers[0]; }
};

void check_number(Real found, double expected) {
  CHECK(static_cast<double>(found) == doctest::Approx(expected).epsilon(sizeof(Real) == 8 ? 1e-12 : 1e-6));
}

}  // namespace

TEST_CASE("U7: what two apples cost, and what the price depends on") {
  Gate apples("multiply", 100, 2);
  Gate taxed("multiply", apples.value(), Real(1.1));
  check_number(taxed.value(), 220);
  taxed.back(1);
  apples.back(taxed.to(0));
  check_number(apples.to(0), 2.2);
  check_number(apples.to(1), 110);
  check_number(taxed.to(1), 200);
}

TEST_CASE("U7: apples and oranges: a sum passes its gradient to both") {
  Gate apples("multiply", 100, 2), oranges("multiply", 150, 3);
  Gate both("add", apples.value(), oranges.value());
  Gate taxed("multiply", both.value(), Real(1.1));
  check_number(taxed.value(), 715);
  taxed.back(1);
  both.back(taxed.to(0));
  apples.back(both.to(0));
  oranges.back(both.to(1));
  check_number(apples.to(0), 2.2);
  check_number(apples.to(1), 110);
  check_number(oranges.to(0), 3.3);
  check_number(oranges.to(1), 165);
  check_number(taxed.to(1), 650);
}

TEST_CASE("U8: the gradients of the book's two-layer net 784-50-10 on three pictures") {
  ProbedNet net(nodes_of(R"({"type":"dense","units":50},{"type":"sigmoid"},{"type":"dense","units":10})"), {3, 784},
                "softmax_cross_entropy", 1);
  Probing probing(net);
  const std::vector<TensorCheck> checks = check_gradients(probing, 400);
  REQUIRE(checks.size() == 4);
  for (const TensorCheck& check : checks) {
    CAPTURE(check.parameter);
    CHECK(check.kinks == 0);
    CHECK(check.worst < kGradientTolerance);
  }
}

#ifdef DOWNHILL_REAL_DOUBLE
TEST_CASE("U9: the gradients of SimpleConvNet on 1x10x10 pictures, ten 3x3 filters") {
  WholeNet net(R"([{"type":"conv2d","units":10,"kernel":3},{"type":"relu"},{"type":"max_pool2d"},
                   {"type":"dense","units":10},{"type":"relu"},{"type":"dense","units":10}])",
               "[]", Shape{1, 1, 10, 10}, 10);
  const GradientError error = check_whole_net(net, 1);
  CAPTURE(error.place);
  CHECK(error.worst < 1e-6);
}

TEST_CASE("U15: the slope of 0.01 x^2 + 0.1 x at 5") {
  Real x = 5;
  const auto f = [&] { return 0.01 * x * x + 0.1 * x; };
  // The book's central difference, to its last digit; ours of fourth order is nearer to 0.2.
  const double h = 1e-4;
  const auto at = [&](double where) { return 0.01 * (where * where) + 0.1 * where; };
  CHECK((at(5 + h) - at(5 - h)) / (2 * h) == .1999999999990898);
  CHECK(std::abs(numerical_gradient(f, x, 1e-2) - 0.2) < 1e-12);
  CHECK(x == 5);
}
#endif
