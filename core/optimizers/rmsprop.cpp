#include <cmath>

#include "core/optimizers/clip.hpp"
#include "core/optimizers/learning_rate.hpp"
#include "core/optimizers/optimizer.hpp"

namespace downhill {
namespace {

enum { kLearningRate, kDecay, kEpsilon, kEpsilonPlace };

void update(const UpdateCall& call) {
  const Real learning_rate = static_cast<Real>(call.options[kLearningRate]);
  const Real decay = static_cast<Real>(call.options[kDecay]);
  const Real renewal = static_cast<Real>(1 - call.options[kDecay]);  // in double: 1 - 0.99f is coarse
  const Real epsilon = static_cast<Real>(call.options[kEpsilon]);
  const bool is_inside = static_cast<int>(call.options[kEpsilonPlace]) == kEpsilonInside;
  const Real inside = is_inside ? epsilon : 0, outside = is_inside ? 0 : epsilon;
  for (std::size_t i = 0; i < call.w.size(); ++i) {
    Real& square = call.state[i];
    square = decay * square + renewal * call.dw[i] * call.dw[i];
    call.w[i] -= learning_rate * call.dw[i] / (std::sqrt(square + inside) + outside);
  }
}

const OptionSpec kOptions[] = {
    learning_rate_option(0.01),
    decay_option("decay", {"ρ", "ρ"},
                 {"How slowly the average squared gradient forgets.", "梯度平方的平均值遗忘得有多慢。"}, 0.99),
    epsilon_option(1e-8),
    epsilon_place_option(kEpsilonPlaces),
    clip_value_option(),
    clip_norm_option()};

const Sample kSamples[] = {{"{}", ""},
                           {R"({"learning_rate":0.1,"decay":0.8,"epsilon":0.001})", ""},
                           {R"({"learning_rate":0.1,"decay":0.8,"epsilon":0.001,"epsilon_place":"inside"})", ""}};

}  // namespace

/// Divides every step by the recent size of its gradient, so steep and flat directions move alike.
///   h <- decay h + (1 - decay) dw^2,  w <- w - learning_rate dw / (sqrt(h) + epsilon);  inside:  dw / sqrt(h + epsilon)
/// Cost     a root and a division a parameter; one number of state each
/// Not here momentum, centered
/// Source   Tieleman and Hinton 2012, lecture 6.5; torch.optim.RMSprop
const OptimizerInfo& rmsprop_optimizer() {
  static const OptimizerInfo info = {
      {.name = "rmsprop",
       .label = {"RMSProp", "RMSProp"},
       .summary = {"Divides every step by the recent size of its gradient, so steep and flat directions move alike.",
                   "每一步都除以近期梯度的大小，陡的和平的方向走得一样快。"},
       .formula = "h ← ρ h + (1 − ρ) dw²,  w ← w − η dw / (√h + ε)",
       .source = "Tieleman and Hinton 2012, lecture 6.5; torch.optim.RMSprop",
       .options = kOptions,
       .samples = kSamples},
      1,
      update};
  return info;
}

}  // namespace downhill
