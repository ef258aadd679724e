#include "tests/core/support/gradient.hpp"

#include <cmath>

#include "tests/core/support/op_run.hpp"
#include "tests/core/support/test.hpp"

namespace downhill::test {
namespace {

// Activations are not differentiable at 0; differences reach 2h = 0.002 to each side.
constexpr double kGap = 0.01;

double dot(std::span<const Real> a, std::span<const Real> b) {
  double sum = 0;
  for (std::size_t i = 0; i < a.size(); ++i) sum += static_cast<double>(a[i]) * static_cast<double>(b[i]);
  return sum;
}

}  // namespace

double numerical_gradient(const std::function<double()>& f, Real& x, double h) {
  const Real middle = x;
  const auto at = [&](double offset) {
    x = static_cast<Real>(static_cast<double>(middle) + offset);
    return f();
  };
  const double slope = (at(-2 * h) - 8 * at(-h) + 8 * at(h) - at(2 * h)) / (12 * h);
  x = middle;
  return slope;
}

void leave_kinks(const std::function<double()>& f, std::span<Real> numbers) {
  constexpr int kMostMoves = 1000;
  int moves = 0;
  for (bool moved = true; moved;) {
    moved = false;
    for (Real& x : numbers)
      // On a smooth place the two differ by the order h^4; over a kink or a jump by the order 1 or more.
      while (relative_error(numerical_gradient(f, x, 1e-3), numerical_gradient(f, x, 0.7e-3), kGradientFloor) > 1e-7) {
        x += Real(0.0123);  // a new place may put another number on a kink: all are looked at again
        moved = true;
        REQUIRE(++moves < kMostMoves);
      }
  }
}

void check_gradient(const std::function<double()>& f, std::span<Real> numbers, std::span<const Real> gradient,
                    const std::string& name, GradientError& error) {
  REQUIRE(numbers.size() == gradient.size());
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    const double expected = numerical_gradient(f, numbers[i]);
    error.add(relative_error(static_cast<double>(gradient[i]), expected, kGradientFloor),
              "d" + name + "[" + std::to_string(i) + "]");
  }
}

GradientError check_op(const OpInfo& op, std::string_view options, std::string_view shapes, std::uint64_t seed,
                       bool training, const OpPasses* passes) {
  Rng rng(seed);
  OpRun run(op, options, shapes, passes);
  run.training = training;
  run.rng_seed = seed;
  draw(op, run, rng);
  const std::vector<Tensor> before = run.dw;
  const auto f = [&] {
    run.forward();
    return dot(run.y.numbers, run.dy.numbers) + run.price();
  };
  // Drawn places (stochastic pooling) and maxima jump where no distance from 0 helps.
  for (Tensor& x : run.x) leave_kinks(f, x.numbers);
  f();
  run.backward();

  GradientError error;
  for (std::size_t i = 0; i < run.x.size(); ++i)
    check_gradient(f, run.x[i].numbers, run.dx[i].numbers, "x" + std::to_string(i), error);
  for (std::size_t i = 0; i < run.w.size(); ++i) {
    for (std::size_t j = 0; j < run.dw[i].numbers.size(); ++j) run.dw[i].numbers[j] -= before[i].numbers[j];
    check_gradient(f, run.w[i].numbers, run.dw[i].numbers, run.plan.parameters[i].name, error);
  }
  return error;
}

Tensor random_targets(TargetKind kind, const Shape& y, Rng& rng) {
  Tensor t(kind == TargetKind::class_index ? Shape{y[0]} : y);
  for (Real& number : t.numbers) switch (kind) {
      case TargetKind::value:
        number = static_cast<Real>(rng.normal());
        break;
      case TargetKind::probability:
        number = static_cast<Real>(rng.below(3)) / 2;
        break;
      case TargetKind::class_index:
        number = static_cast<Real>(rng.below(static_cast<std::uint64_t>(y[1])));
        break;
    }
  return t;
}

GradientError check_loss(const LossInfo& loss, std::string_view options_text, const Shape& shape, std::uint64_t seed) {
  Rng rng(seed);
  const std::vector<double> options = parse_options(loss.info, options_text);
  Tensor y = random_tensor(shape, rng, 2), dy(shape), t = random_targets(loss.target, shape, rng);
  Tensor unused(shape);
  const auto f = [&] { return loss.evaluate(options, y.view(), t.view(), unused.view()); };
  leave_kinks(f, y.numbers);
  loss.evaluate(options, y.view(), t.view(), dy.view());
  GradientError error;
  check_gradient(f, y.numbers, dy.numbers, "y", error);
  return error;
}

GradientError check_regularizer(const RegularizerInfo& regularizer, std::span<const double> options,
                                std::uint64_t seed) {
  Rng rng(seed);
  Tensor w = random_tensor({13}, rng, 1, kGap), dw = random_tensor({13}, rng);
  const Tensor before = dw;
  regularizer.apply(options, w.numbers, dw.numbers);
  for (std::size_t i = 0; i < dw.numbers.size(); ++i) dw.numbers[i] -= before.numbers[i];
  Tensor unused({13});
  GradientError error;
  check_gradient([&] { return regularizer.apply(options, w.numbers, unused.numbers); }, w.numbers, dw.numbers, "w",
                 error);
  return error;
}

}  // namespace downhill::test
