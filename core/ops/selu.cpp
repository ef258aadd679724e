#include <cmath>

#include "core/ops/op.hpp"

namespace downhill {
namespace {

// The fixed point of mean 0 and variance 1 (equation 14 of the paper).
constexpr double kAlpha = 1.6732632423543772848170429916717;
constexpr double kScale = 1.0507009873554804934193349852946;

void forward(const OpCall& call) {
  const Index count = static_cast<Index>(call.y.count());
  constexpr Real scale = static_cast<Real>(kScale), alpha = static_cast<Real>(kAlpha);
  const Real* x = call.x[0].data;
  Real* y = call.y.data;
  for (Index i = 0; i < count; ++i) y[i] = scale * (x[i] > 0 ? x[i] : alpha * std::expm1(x[i]));
}

void backward(const OpCall& call, const OpGradients& gradients) {
  if (!gradients.dx[0]) return;
  const Index count = static_cast<Index>(call.y.count());
  constexpr Real scale = static_cast<Real>(kScale), alpha = static_cast<Real>(kAlpha);
  const Real* x = call.x[0].data;
  const Real* y = call.y.data;
  const Real* dy = gradients.dy.data;
  Real* dx = gradients.dx[0].data;
  // dy/dx = scale where x > 0, else scale alpha e^x = y + scale alpha
  for (Index i = 0; i < count; ++i) dx[i] = dy[i] * (x[i] > 0 ? scale : y[i] + scale * alpha);
}

const Sample kSamples[] = {{"{}", "3x4"}, {"{}", "1x1"}, {"{}", "5x7"}, {"{}", "2x3x5"}};

const Reject kRejects[] = {{"{}", "3x4 3x4", "one input"}, {R"({"slope":1})", "3x4", "slope"}};

}  // namespace

/// An ELU with two fixed constants that keep a deep net's signals at mean 0 and deviation 1.
///   y = scale x if x > 0, else scale alpha (e^x - 1),  alpha = 1.67326..., scale = 1.05070...
/// Shapes   x and y the same, any
/// Errors   infer(): not one input
/// Cost     one exponential for each negative number; allocates nothing
/// Source   Klambauer et al. 2017, arXiv:1706.02515, equation 14; torch.nn.SELU
const OpInfo& selu_op() {
  static const OpInfo info = {
      {.name = "selu",
       .label = {"SELU", "SELU"},
       .summary = {"An ELU with two fixed constants that keep a deep net's signals at mean 0 and deviation 1.",
                   "带两个固定常数的 ELU：让深层网络的信号保持均值 0、标准差 1。"},
       .formula = "y = λ x if x > 0, else λ α (e^x − 1)",
       .source = "Klambauer et al. 2017, arXiv:1706.02515, equation 14; torch.nn.SELU",
       .samples = kSamples,
       .rejects = kRejects},
      true,
      infer_elementwise};
  return info;
}

const OpPasses& selu_op_passes() {
  static const OpPasses passes = {forward, backward};
  return passes;
}

}  // namespace downhill
