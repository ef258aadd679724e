#include "core/inspect/gradient_check.hpp"

#include <algorithm>
#include <cmath>

namespace downhill {
namespace {

constexpr bool kDouble = sizeof(Real) == 8;
// The widest differences. Powers of two: w + h is exact for most weights.
constexpr double kWidest = kDouble ? 0x1p-9 : 0x1p-4;
constexpr int kHalvings = kDouble ? 7 : 5;
// Two widths agree when they differ by less than this, relatively.
constexpr double kAgreement = kDouble ? 2e-7 : 4e-3;

struct Slope {
  double value = 0;
  bool smooth = false;
  int finest = 0;  // how often the step was halved
};

/// df/dw by differences of growing fineness, the widest halved `first` times; `here` is f at the place. The weight is
/// left as it was.
Slope measure_slope(Objective& objective, Real& w, double here, double floor, int first) {
  const Real middle = w;
  const auto at = [&](double offset) {
    w = static_cast<Real>(static_cast<double>(middle) + offset);
    return objective.loss();
  };
  Slope slope;
  double wide_secant = 0, wide_bend = 0, wide_slope = 0;
  for (int halving = first; halving <= kHalvings && !slope.smooth; ++halving) {
    const double h = std::ldexp(kWidest, -halving);
    const double right = at(h), left = at(-h);
    const double secant = (right - left) / (2 * h);
    const double bend = (right - 2 * here + left) / h;  // the slope to the right less that to the left
    const double fine_slope = (4 * secant - wide_secant) / 3;
    const double jump = 2 * bend - wide_bend;  // what remains of it when h goes to 0
    const double allowed = kAgreement * std::max(std::abs(fine_slope), floor);
    slope.smooth = halving >= first + 2 && std::abs(fine_slope - wide_slope) <= allowed && std::abs(jump) <= allowed;
    slope.value = slope.smooth ? wide_slope : fine_slope;  // of two that agree, the wider rounds less
    slope.finest = halving;
    wide_secant = secant, wide_bend = bend, wide_slope = fine_slope;
  }
  w = middle;
  return slope;
}

double relative_error(double gradient, double slope, double floor) {
  if (!std::isfinite(gradient)) return HUGE_VAL;
  return std::abs(gradient - slope) / std::max({std::abs(gradient), std::abs(slope), floor});
}

}  // namespace

std::vector<TensorCheck> check_gradients(Objective& objective, std::int64_t most_numbers) {
  DOWNHILL_CHECK(most_numbers > 0);
  Parameters& parameters = objective.parameters();
  std::vector<TensorCheck> checks(parameters.table().size());
  const double here = objective.gradient();
  const double floor = kSlopeFloor * std::max(1.0, std::abs(here));
  for (std::size_t tensor = 0; tensor < checks.size(); ++tensor) {
    TensorCheck& check = checks[tensor];
    check.parameter = static_cast<int>(tensor);
    const std::span<Real> values = parameters.value(check.parameter).span();
    const std::span<const Real> gradients = parameters.gradient(check.parameter).span();
    const auto all = static_cast<std::int64_t>(values.size());
    const std::int64_t looked_at = std::min(all, most_numbers);
    for (std::int64_t i = 0; i < looked_at; ++i) {
      const auto place = static_cast<std::size_t>(i * all / looked_at);
      Slope slope = measure_slope(objective, values[place], here, floor, 0);
      const auto gradient = static_cast<double>(gradients[place]);
      double error = relative_error(gradient, slope.value, floor);
      // Between kinks two widths may agree by chance; a wrong gradient stays wrong when they grow finer.
      while (slope.smooth && std::isfinite(error) && error > kGradientTolerance && slope.finest < kHalvings) {
        slope = measure_slope(objective, values[place], here, floor, slope.finest - 1);
        error = relative_error(gradient, slope.value, floor);
      }
      ++(slope.smooth ? check.numbers : check.kinks);
      if (!slope.smooth || error <= check.worst) continue;
      check.worst = error;
      check.place = static_cast<std::int64_t>(place);
      check.gradient = gradient;
      check.slope = slope.value;
    }
  }
  return checks;
}

}  // namespace downhill
