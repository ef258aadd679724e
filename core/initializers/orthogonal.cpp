#include <Eigen/QR>

#include "core/base/check.hpp"
#include "core/initializers/initializer.hpp"

namespace downhill {
namespace {

using Matrix = Eigen::MatrixXd;

/// A random matrix with orthonormal columns, rows >= columns, no direction more likely than another.
Matrix random_orthonormal(Index rows, Index columns, Rng& rng) {
  Matrix a(rows, columns);
  for (Index r = 0; r < rows; ++r)
    for (Index c = 0; c < columns; ++c) a(r, c) = rng.normal();
  const Eigen::HouseholderQR<Matrix> qr(a);
  Matrix q = qr.householderQ() * Matrix::Identity(rows, columns);
  // QR is unique only up to signs; the positive diagonal makes Q evenly distributed.
  for (Index c = 0; c < columns; ++c)
    if (qr.matrixQR()(c, c) < 0) q.col(c) = -q.col(c);
  return q;
}

void fill(std::span<const double> options, std::int64_t fan_in, std::int64_t, Rng& rng, std::span<Real> w) {
  const auto columns = static_cast<Index>(fan_in);
  const Index rows = static_cast<Index>(w.size()) / columns;
  DOWNHILL_CHECK(static_cast<std::size_t>(rows * columns) == w.size());
  const bool wide = rows < columns;
  const Matrix q = wide ? random_orthonormal(columns, rows, rng) : random_orthonormal(rows, columns, rng);
  for (Index r = 0; r < rows; ++r)
    for (Index c = 0; c < columns; ++c)
      w[static_cast<std::size_t>(r * columns + c)] = static_cast<Real>(options[0] * (wide ? q(c, r) : q(r, c)));
}

const OptionSpec kOptions[] = {
    {.name = "gain",
     .label = {"Gain", "增益"},
     .help = {"How much a signal grows from layer to layer: 1 keeps its size.", "信号每过一层放大多少：1 保持大小。"},
     .minimum = 0,
     .maximum = 1000,
     .initial = 1,
     .slider_minimum = 0.1,
     .slider_maximum = 10,
     .logarithmic = true}};

}  // namespace

/// Weights that only turn a signal and neither stretch nor shrink it; made for deep and recurrent nets.
///   w = gain Q of the QR decomposition of a normal matrix, its columns signed so that R has a positive diagonal;
///   rows are orthonormal times gain when there are no more rows than columns, else columns are
/// Shapes   w [O,...] is read as O rows of fan_in numbers
/// Cost     4/3 of the larger times the square of the smaller side, about: seconds for a layer of 1000 x 1000; allocates
/// Source   Saxe, McClelland and Ganguli 2013, arXiv:1312.6120; Mezzadri 2007, arXiv:math-ph/0609050; torch.nn.init.orthogonal_
const InitializerInfo& orthogonal_initializer() {
  static const InitializerInfo info = {
      {.name = "orthogonal",
       .label = {"Orthogonal", "正交"},
       .summary =
           {"Weights that only turn a signal and neither stretch nor shrink it; made for deep and recurrent nets.",
            "只旋转信号、既不拉长也不缩短的权重；适合很深的和循环的网络。"},
       .formula = "w wᵀ = g² I",
       .source = "Saxe, McClelland and Ganguli 2013, arXiv:1312.6120; Mezzadri 2007, arXiv:math-ph/0609050; "
                 "torch.nn.init.orthogonal_",
       .options = kOptions}};
  return info;
}

const InitializerFill& orthogonal_initializer_fill() {
  static const InitializerFill fill_function = fill;
  return fill_function;
}

}  // namespace downhill
