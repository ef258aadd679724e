#include "core/inspect/curvature.hpp"

#include <Eigen/Eigenvalues>
#include <algorithm>
#include <cmath>
#include <string>

namespace downhill {
namespace {

constexpr double kReach = sizeof(Real) == 8 ? 0x1p-17 : 0x1p-7;

/// The gradient at origin + r v.
std::span<const Real> gradient_at(Objective& objective, double r, std::span<const double> v) {
  const std::span<Real> w = objective.parameters().learned_values();
  for (std::size_t i = 0; i < w.size(); ++i)
    w[i] = static_cast<Real>(static_cast<double>(objective.origin()[i]) + r * v[i]);
  objective.gradient();
  return objective.parameters().learned_gradients();
}

}  // namespace

void hessian_product(Objective& objective, std::span<const double> v, std::span<double> out) {
  double square = 0;
  for (double number : v) square += number * number;
  if (square == 0) return std::fill(out.begin(), out.end(), 0.0);
  const double r = kReach / std::sqrt(square);
  const std::span<const Real> right = gradient_at(objective, r, v);
  std::copy(right.begin(), right.end(), out.begin());
  const std::span<const Real> left = gradient_at(objective, -r, v);
  for (std::size_t i = 0; i < out.size(); ++i) out[i] = (out[i] - static_cast<double>(left[i])) / (2 * r);
  objective.restore_weights();
}

Result<Spectrum> hessian_spectrum(Objective& objective, int leading) {
  const std::size_t count = objective.parameters().learned_values().size();
  if (count == 0 || count > kMaximumHessian)
    return make_error("inspect.curvature",
                      {"is for nets of 1 to {} learned numbers, this one has {}",
                       "只适用于 1 到 {} 个可学习参数的网络，这个网络有 {} 个"},
                      {std::to_string(kMaximumHessian), std::to_string(count)});
  const auto n = static_cast<Eigen::Index>(count);
  Eigen::MatrixXd hessian(n, n);
  std::vector<double> unit(count, 0.0);
  for (std::size_t i = 0; i < count; ++i) {
    unit[i] = 1;
    hessian_product(objective, unit, {hessian.data() + i * count, count});
    unit[i] = 0;
  }
  if (!hessian.allFinite())
    return make_error("inspect.curvature",
                      {"the gradient is not finite at these weights", "在当前权重处梯度不是有限的数"});
  const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solver((hessian + hessian.transpose()) / 2);
  Spectrum spectrum;
  for (Eigen::Index i = n - 1; i >= 0; --i)
    spectrum.values.push_back(solver.eigenvalues()(i));  // Eigen's smallest is first
  for (Eigen::Index i = 0; i < std::min<Eigen::Index>(leading, n); ++i)
    for (Eigen::Index j = 0; j < n; ++j) spectrum.vectors.push_back(solver.eigenvectors()(j, n - 1 - i));
  return spectrum;
}

}  // namespace downhill
