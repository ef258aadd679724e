#include <cmath>

#include "core/optimizers/learning_rate.hpp"
#include "core/optimizers/optimizer.hpp"

namespace downhill {
namespace {

enum { kLearningRate, kBeta1, kBeta2, kEpsilon };

void update(const UpdateCall& call) {
  const double step = static_cast<double>(call.step);
  const Real beta1 = static_cast<Real>(call.options[kBeta1]);
  const Real beta2 = static_cast<Real>(call.options[kBeta2]);
  const Real epsilon = static_cast<Real>(call.options[kEpsilon]);
  // Both averages start at zero; dividing by 1 - beta^step removes that bias. Epsilon stands outside the root.
  const Real step_size = static_cast<Real>(call.options[kLearningRate] / (1 - std::pow(call.options[kBeta1], step)));
  const Real root_scale = static_cast<Real>(1 / std::sqrt(1 - std::pow(call.options[kBeta2], step)));

  const std::size_t count = call.w.size();
  Real* w = call.w.data();
  const Real* dw = call.dw.data();
  Real* mean = call.state.data();
  Real* square = call.state.data() + count;
  for (std::size_t i = 0; i < count; ++i) {
    mean[i] = beta1 * mean[i] + (1 - beta1) * dw[i];
    square[i] = beta2 * square[i] + (1 - beta2) * dw[i] * dw[i];
    w[i] -= step_size * mean[i] / (std::sqrt(square[i]) * root_scale + epsilon);
  }
}

const OptionSpec kOptions[] = {
    learning_rate_option(0.01),
    decay_option("beta1", {"β₁", "β₁"}, {"How slowly the average gradient forgets.", "梯度平均值遗忘得有多慢。"}, 0.9),
    decay_option("beta2", {"β₂", "β₂"},
                 {"How slowly the average squared gradient forgets.", "梯度平方的平均值遗忘得有多慢。"}, 0.999),
    {.name = "epsilon",
     .label = {"ε", "ε"},
     .help = {"Keeps the division safe where gradients vanish.", "在梯度消失处保证除法安全。"},
     .minimum = 1e-12,
     .maximum = 1,
     .initial = 1e-8,
     .slider_minimum = 1e-10,
     .slider_maximum = 1e-2,
     .logarithmic = true,
     .live = true}};

const Sample kSamples[] = {{"{}", ""}, {R"({"learning_rate":0.1,"beta1":0.8,"beta2":0.9,"epsilon":0.001})", ""}};

}  // namespace

/// Every parameter takes steps of its own length, fitted to its gradients so far.
///   m <- b1 m + (1 - b1) dw,  v <- b2 v + (1 - b2) dw^2,
///   w <- w - learning_rate m/(1 - b1^t) / (sqrt(v/(1 - b2^t)) + epsilon)
/// Cost     about 10 flops, a root and a division a parameter; two numbers of state each
/// Not here amsgrad, weight_decay
/// Source   Kingma and Ba 2015, arXiv:1412.6980; torch.optim.Adam
const OptimizerInfo& adam_optimizer() {
  static const OptimizerInfo info = {
      {.name = "adam",
       .label = {"Adam", "Adam"},
       .summary = {"Every parameter takes steps of its own length, fitted to its gradients so far.",
                   "每个参数根据自己的梯度历史采用各自的步长。"},
       .formula = "w ← w − η m̂ / (√v̂ + ε)",
       .source = "Kingma and Ba 2015, arXiv:1412.6980; torch.optim.Adam",
       .options = kOptions,
       .samples = kSamples},
      2,
      update};
  return info;
}

}  // namespace downhill
