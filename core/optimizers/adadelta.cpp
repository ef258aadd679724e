#include <cmath>

#include "core/optimizers/clip.hpp"
#include "core/optimizers/learning_rate.hpp"
#include "core/optimizers/optimizer.hpp"

namespace downhill {
namespace {

enum { kLearningRate, kDecay, kEpsilon };

void update(const UpdateCall& call) {
  const Real learning_rate = static_cast<Real>(call.options[kLearningRate]);
  const Real decay = static_cast<Real>(call.options[kDecay]);
  const Real renewal = static_cast<Real>(1 - call.options[kDecay]);  // in double: 1 - 0.99f is coarse
  const Real epsilon = static_cast<Real>(call.options[kEpsilon]);
  const std::size_t count = call.w.size();
  Real* square = call.state.data();
  Real* moved = call.state.data() + count;
  for (std::size_t i = 0; i < count; ++i) {
    square[i] = decay * square[i] + renewal * call.dw[i] * call.dw[i];
    const Real delta = std::sqrt(moved[i] + epsilon) / std::sqrt(square[i] + epsilon) * call.dw[i];
    moved[i] = decay * moved[i] + renewal * delta * delta;
    call.w[i] -= learning_rate * delta;
  }
}

const OptionSpec kOptions[] = {
    learning_rate_option(1),
    decay_option("decay", {"ρ", "ρ"}, {"How slowly both averages forget.", "两个平均值遗忘得有多慢。"}, 0.9),
    epsilon_option(1e-6), clip_value_option(), clip_norm_option()};

const Sample kSamples[] = {{"{}", ""}, {R"({"learning_rate":0.5,"decay":0.7,"epsilon":0.001})", ""}};

}  // namespace

/// Finds its own step length: as large as its recent steps, divided by its recent gradients.
///   h <- decay h + (1 - decay) dw^2,  delta = sqrt(u + epsilon) / sqrt(h + epsilon) dw,
///   u <- decay u + (1 - decay) delta^2,  w <- w - learning_rate delta
/// Cost     two roots and a division a parameter; two numbers of state each
/// Source   Zeiler 2012, arXiv:1212.5701, algorithm 1; torch.optim.Adadelta
const OptimizerInfo& adadelta_optimizer() {
  static const OptimizerInfo info = {
      {.name = "adadelta",
       .label = {"AdaDelta", "AdaDelta"},
       .summary = {"Finds its own step length: as large as its recent steps, divided by its recent gradients.",
                   "自己找步长：近期步子的大小除以近期梯度的大小。"},
       .formula = "Δ = √(u + ε) / √(h + ε) dw,  w ← w − η Δ",
       .source = "Zeiler 2012, arXiv:1212.5701, algorithm 1; torch.optim.Adadelta",
       .options = kOptions,
       .samples = kSamples},
      2,
      update};
  return info;
}

}  // namespace downhill
