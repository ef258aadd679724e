#include <cmath>

#include "core/kernels/vector_math.hpp"
#include "core/ops/op.hpp"

namespace downhill {
namespace {

enum { kErf, kTanh };  // values of the option

// u = sqrt(2/pi) (x + 0.044715 x^3) makes tanh(u) close to erf(x / sqrt 2).
constexpr double kCubic = 0.044715;
constexpr double kRootTwoOverPi = 0.79788456080286535588;
constexpr double kRootHalf = 0.70710678118654752440;

void forward(const OpCall& call) {
  const Index count = static_cast<Index>(call.y.count());
  const bool exact = static_cast<int>(call.options[0]) == kErf;
  constexpr Real c = static_cast<Real>(kRootTwoOverPi), cubic = static_cast<Real>(kCubic);
  const Real* x = call.x[0].data;
  Real* y = call.y.data;
  if (exact) {
    for (Index i = 0; i < count; ++i) y[i] = std::erf(x[i] * static_cast<Real>(kRootHalf));
  } else {
    for (Index i = 0; i < count; ++i) y[i] = c * (x[i] + cubic * x[i] * x[i] * x[i]);
    vector_tanh(y, y, count);
  }
  for (Index i = 0; i < count; ++i) y[i] = Real(0.5) * x[i] * (1 + y[i]);
}

void backward(const OpCall& call, const OpGradients& gradients) {
  if (!gradients.dx[0]) return;
  const Index count = static_cast<Index>(call.y.count());
  const bool exact = static_cast<int>(call.options[0]) == kErf;
  constexpr Real c = static_cast<Real>(kRootTwoOverPi), cubic = static_cast<Real>(kCubic);
  const Real* x = call.x[0].data;
  const Real* dy = gradients.dy.data;
  Real* dx = gradients.dx[0].data;
  if (exact) {
    // dy/dx = Phi(x) + x phi(x), phi(x) = e^(-x^2/2) / sqrt(2 pi)
    for (Index i = 0; i < count; ++i) dx[i] = Real(-0.5) * x[i] * x[i];
    vector_exp(dx, dx, count);
    for (Index i = 0; i < count; ++i) {
      const Real cumulative = Real(0.5) * (1 + std::erf(x[i] * static_cast<Real>(kRootHalf)));
      dx[i] = dy[i] * (cumulative + x[i] * Real(0.5) * c * dx[i]);
    }
    return;
  }
  // dy/dx = (1 + tanh u)/2 + x/2 (1 - tanh^2 u) du/dx
  for (Index i = 0; i < count; ++i) dx[i] = c * (x[i] + cubic * x[i] * x[i] * x[i]);
  vector_tanh(dx, dx, count);
  for (Index i = 0; i < count; ++i) {
    const Real du = c * (1 + 3 * cubic * x[i] * x[i]);
    dx[i] = dy[i] * Real(0.5) * (1 + dx[i] + x[i] * (1 - dx[i] * dx[i]) * du);
  }
}

const Choice kForms[] = {{"erf", {"exact", "精确"}}, {"tanh", {"tanh approximation", "tanh 近似"}}};

const OptionSpec kOptions[] = {
    {.name = "form",
     .label = {"Form", "形式"},
     .help = {"The exact curve, or the close and faster one by tanh that many language models use.",
              "精确曲线，或许多语言模型使用的、更快的 tanh 近似。"},
     .kind = OptionKind::choice,
     .maximum = 1,
     .initial = 0,
     .slider_maximum = 1,
     .choices = kForms}};

const Sample kSamples[] = {
    {"{}", "3x4"}, {"{}", "1x1"}, {R"({"form":"tanh"})", "5x7"}, {R"({"form":"tanh"})", "1x1"}, {"{}", "2x3x5"}};

const Reject kRejects[] = {
    {"{}", "3x4 3x4", "one input"}, {R"({"form":"sin"})", "3x4", "erf"}, {R"({"slope":1})", "3x4", "slope"}};

}  // namespace

/// Weighs each number by how likely a standard normal number lies below it: a smooth ReLU.
///   erf:  y = x/2 (1 + erf(x / sqrt 2))
///   tanh: y = x/2 (1 + tanh(sqrt(2/pi) (x + 0.044715 x^3)))
/// Shapes   x and y the same, any
/// Errors   infer(): not one input
/// Cost     one erf or tanh a number each way, one more exponential backward for erf; allocates nothing
/// Source   Hendrycks and Gimpel 2016, arXiv:1606.08415; torch.nn.GELU(approximate)
const OpInfo& gelu_op() {
  static const OpInfo info = {
      {.name = "gelu",
       .label = {"GELU", "GELU"},
       .summary = {"Weighs each number by how likely a standard normal number lies below it: a smooth ReLU.",
                   "按标准正态数小于它的概率给每个数加权：一种平滑的 ReLU。"},
       .formula = "y = x Φ(x)",
       .source = "Hendrycks and Gimpel 2016, arXiv:1606.08415; torch.nn.GELU(approximate)",
       .options = kOptions,
       .samples = kSamples,
       .rejects = kRejects},
      true,
      infer_elementwise};
  return info;
}

const OpPasses& gelu_op_passes() {
  static const OpPasses passes = {forward, backward};
  return passes;
}

}  // namespace downhill
