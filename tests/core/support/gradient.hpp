#pragma once
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "core/losses/loss.hpp"
#include "core/ops/op.hpp"
#include "core/regularizers/regularizer.hpp"
#include "tests/core/support/tensor.hpp"

namespace downhill::test {

/// What a gradient check found: the largest relative error, and where.
struct GradientError {
  double worst = 0;
  std::string place;

  void add(double error, const std::string& where) {
    if (!(error <= worst)) worst = error, place = where;
  }
};

/// Slopes smaller than this count as this large when errors are divided by them: what central differences resolve.
inline constexpr double kGradientFloor = 1e-4;

/// df/dx by central differences of fourth order:
///   (f(x - 2h) - 8 f(x - h) + 8 f(x + h) - f(x + 2h)) / 12h
double numerical_gradient(const std::function<double()>& f, Real& x, double h = 1e-3);

/// Compares `gradient` with the numerical gradient of f for every number.
void check_gradient(const std::function<double()>& f, std::span<Real> numbers, std::span<const Real> gradient,
                    const std::string& name, GradientError& error);

/// One op on inputs of `shapes`: f = sum(y r) with random r; dx and dw, and that dw is added to and dx overwritten.
GradientError check_op(const OpInfo& op, std::string_view options, std::string_view shapes, std::uint64_t seed,
                       bool training = true, const OpPasses* passes = nullptr);

/// Moves numbers on which f has a kink within the reach of the differences a little further, until none is left.
/// Kinks are found from f alone, so a wrong gradient cannot hide as one.
void leave_kinks(const std::function<double()>& f, std::span<Real> numbers);

/// One loss on y of `shape` [N,D]: dy.
GradientError check_loss(const LossInfo& loss, std::string_view options, const Shape& shape, std::uint64_t seed);

/// One regularizer: dw.
GradientError check_regularizer(const RegularizerInfo& regularizer, std::span<const double> options,
                                std::uint64_t seed);

/// Random answers in the form that a loss wants.
Tensor random_targets(TargetKind kind, const Shape& y, Rng& rng);

}  // namespace downhill::test
