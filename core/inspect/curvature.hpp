#pragma once
#include <vector>

#include "core/inspect/objective.hpp"

namespace downhill {

/// Nets with more learned numbers than this have no spectrum: the whole Hessian is made.
inline constexpr std::size_t kMaximumHessian = 512;

/// How the gradient changes when the weights move along v.
///   out = H v = (g(w + r v) - g(w - r v)) / 2r,  H[i,j] = d^2 f / dw_i dw_j,  r |v| = 2^-7 (double: 2^-17)
/// Shapes   v, out [learned parameters], in the order of Parameters::learned_values(); weights are restored bit for bit
/// Errors   about 1e-4 of |H| in float, 1e-9 in double; a kink between the two places counts as curvature
/// Cost     two forward and backward passes; does not allocate
/// Source   LeCun, Simard and Pearlmutter 1992. Not here the exact product: Pearlmutter 1994,
/// doi:10.1162/neco.1994.6.1.147,
///          which needs a second derivative of every op
void hessian_product(Objective& objective, std::span<const double> v, std::span<double> out);

/// The directions in which the loss bends most, and how much.
struct Spectrum {
  std::vector<double> values;   // all eigenvalues of the Hessian, the largest first
  std::vector<double> vectors;  // [leading, learned parameters], of length 1, for the first of them
};

/// All eigenvalues of the Hessian and the eigenvectors of the `leading` largest.
///   H u_i = lambda_i u_i,  lambda_1 >= lambda_2 >= ...
/// The largest one bounds the learning rate of gradient descent: it diverges above 2 / lambda_1.
/// Errors   more than kMaximumHessian learned numbers; a Hessian that is not finite
/// Cost     a hessian_product a number, then about 9 n^3 flops; allocates n^2 doubles, 2 MiB at most
/// Source   Eigen's SelfAdjointEigenSolver, of the mean of H and its transpose
/// Not here larger nets: Lanczos on hessian_product would serve
Result<Spectrum> hessian_spectrum(Objective& objective, int leading);

}  // namespace downhill
