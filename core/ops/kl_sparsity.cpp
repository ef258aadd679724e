#include <algorithm>
#include <cmath>

#include "core/ops/inputs.hpp"

namespace downhill {
namespace {

enum { kRho, kBeta };

/// Mean activations outside [kEdge, 1 - kEdge] cost what the tangent there says: KL itself ends at 0 and 1.
constexpr double kEdge = 1e-3;

Result<OpPlan> infer(std::span<const double>, std::span<const Shape> x) {
  Status one = check_one_input(x);
  if (!one) return one.error();
  if (x[0].rank() < 2)
    return make_error("", {"needs an input [N,D], got [{}]", "需要形状为 [N,D] 的输入，得到 [{}]"}, {to_string(x[0])});
  return OpPlan{.y = x[0], .scratch = x[0].sample_count()};  // the mean activation of every unit
}

void forward(const OpCall& call) {
  const Index samples = static_cast<Index>(call.x[0].shape[0]);
  const Index units = static_cast<Index>(call.x[0].shape.sample_count());
  const Real* x = call.x[0].data;
  Real* mean = call.scratch.data;
  std::copy_n(x, samples * units, call.y.data);
  std::fill_n(mean, units, Real(0));
  for (Index n = 0; n < samples; ++n)
    for (Index d = 0; d < units; ++d) mean[d] += x[n * units + d];
  for (Index d = 0; d < units; ++d) mean[d] /= static_cast<Real>(samples);
}

/// d KL(rho || mean) / d mean
double slope_at(double rho, double mean) {
  const double inside = std::clamp(mean, kEdge, 1 - kEdge);
  return (1 - rho) / (1 - inside) - rho / inside;
}

void backward(const OpCall& call, const OpGradients& gradients) {
  if (!gradients.dx[0]) return;
  const Index samples = static_cast<Index>(call.x[0].shape[0]);
  const Index units = static_cast<Index>(call.x[0].shape.sample_count());
  const double share = call.options[kBeta] / static_cast<double>(samples);
  for (Index d = 0; d < units; ++d) {
    const Real push =
        static_cast<Real>(share * slope_at(call.options[kRho], static_cast<double>(call.scratch.data[d])));
    for (Index n = 0; n < samples; ++n) gradients.dx[0].data[n * units + d] = gradients.dy.data[n * units + d] + push;
  }
}

double price(const OpCall& call) {
  const double rho = call.options[kRho];
  double sum = 0;
  for (const Real number : call.scratch.span()) {
    const double mean = static_cast<double>(number), inside = std::clamp(mean, kEdge, 1 - kEdge);
    sum += rho * std::log(rho / inside) + (1 - rho) * std::log((1 - rho) / (1 - inside)) +
           slope_at(rho, mean) * (mean - inside);
  }
  return call.options[kBeta] * sum;
}

const OptionSpec kOptions[] = {
    {.name = "rho",
     .label = {"Sparsity ρ", "稀疏度 ρ"},
     .help = {"How active each unit shall be on average; small: every unit answers to few samples only.",
              "每个单元平均应有多活跃；越小，每个单元就只对少数样本有反应。"},
     .minimum = 0.001,
     .maximum = 0.999,
     .initial = 0.05,
     .slider_minimum = 0.01,
     .slider_maximum = 0.5},
    {.name = "beta",
     .label = {"Strength β", "强度 β"},
     .help = {"How much a wrong average costs beside the loss.", "平均活跃度偏离时，在损失之外要付多大的代价。"},
     .minimum = 0,
     .maximum = 1000,
     .initial = 1,
     .slider_minimum = 0.001,
     .slider_maximum = 10,
     .logarithmic = true}};

const Sample kSamples[] = {{"{}", "4x3"},
                           {R"({"rho":0.5,"beta":2})", "1x1"},
                           {R"({"rho":0.2,"beta":0.1})", "7x5"},
                           {R"({"rho":0.9})", "3x2x2x2"},
                           {R"({"beta":3})", "9x17"}};

const Reject kRejects[] = {{R"({"rho":0})", "4x3", "rho"},
                           {R"({"rho":1})", "4x3", "rho"},
                           {"{}", "4", "[N,D]"},
                           {"{}", "4x3 4x3", "one input"}};

}  // namespace

/// Lets everything pass, but asks a price when units are more or less active on average than they shall be.
///   y = x;  price = beta sum_d KL(rho || r_d),  r_d = 1/N sum_n x_nd,
///   KL(rho || r) = rho log(rho/r) + (1-rho) log((1-rho)/(1-r));  dx = dy + beta/N ((1-rho)/(1-r) - rho/r)
///   Outside [0.001, 0.999] KL goes on as the tangent there: finite, and it pulls back.
/// Shapes   x and y [N,...] behind a sigmoid: numbers in (0, 1)
/// Errors   infer(): not one input, or one without a batch axis
/// Cost     three operations a number; keeps one mean a unit; allocates nothing
/// Source   Ng 2011, Sparse autoencoder (CS294A lecture notes), section 3; Lee, Ekanadham and Ng 2007
/// Not here means over more than the batch: small batches scatter
const OpInfo& kl_sparsity_op() {
  static const OpInfo info = {
      {.name = "kl_sparsity",
       .label = {"KL sparsity", "KL 稀疏"},
       .summary =
           {"Lets everything pass, but asks a price when units are more or less active on average than they shall be.",
            "让一切通过，但单元的平均活跃度高于或低于规定时要付代价。"},
       .formula = "y = x; price β Σ KL(ρ ‖ mean x)",
       .source = "Ng 2011, Sparse autoencoder (CS294A lecture notes), section 3",
       .options = kOptions,
       .samples = kSamples,
       .rejects = kRejects},
      false,
      infer};
  return info;
}

const OpPasses& kl_sparsity_op_passes() {
  static const OpPasses passes = {forward, backward, price};
  return passes;
}

}  // namespace downhill
