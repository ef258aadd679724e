#include <cmath>

#include "core/optimizers/clip.hpp"
#include "core/optimizers/learning_rate.hpp"
#include "core/optimizers/optimizer.hpp"

namespace downhill {
namespace {

enum { kLearningRate, kEpsilon, kEpsilonPlace };

void update(const UpdateCall& call) {
  const Real learning_rate = static_cast<Real>(call.options[kLearningRate]);
  const Real epsilon = static_cast<Real>(call.options[kEpsilon]);
  const bool is_inside = static_cast<int>(call.options[kEpsilonPlace]) == kEpsilonInside;
  const Real inside = is_inside ? epsilon : 0, outside = is_inside ? 0 : epsilon;
  for (std::size_t i = 0; i < call.w.size(); ++i) {
    Real& sum = call.state[i];
    sum += call.dw[i] * call.dw[i];
    call.w[i] -= learning_rate * call.dw[i] / (std::sqrt(sum + inside) + outside);
  }
}

const OptionSpec kOptions[] = {learning_rate_option(0.01), epsilon_option(1e-10), epsilon_place_option(kEpsilonPlaces),
                               clip_value_option(), clip_norm_option()};

const Sample kSamples[] = {{"{}", ""},
                           {R"({"learning_rate":0.5,"epsilon":0.001})", ""},
                           {R"({"learning_rate":0.5,"epsilon":0.001,"epsilon_place":"inside"})", ""}};

}  // namespace

/// Parameters that moved much take ever smaller steps, rarely moved ones keep theirs.
///   h <- h + dw^2,  w <- w - learning_rate dw / (sqrt(h) + epsilon);  inside:  dw / sqrt(h + epsilon)
/// Cost     a root and a division a parameter; one number of state each
/// Not here lr_decay (the schedule inverse_time), initial_accumulator_value
/// Source   Duchi, Hazan and Singer 2011, JMLR 12:2121; torch.optim.Adagrad
const OptimizerInfo& adagrad_optimizer() {
  static const OptimizerInfo info = {
      {.name = "adagrad",
       .label = {"AdaGrad", "AdaGrad"},
       .summary = {"Parameters that moved much take ever smaller steps, rarely moved ones keep theirs.",
                   "移动得多的参数步子越来越小，很少移动的保持原来的步长。"},
       .formula = "h ← h + dw²,  w ← w − η dw / (√h + ε)",
       .source = "Duchi, Hazan and Singer 2011, JMLR 12:2121; torch.optim.Adagrad",
       .options = kOptions,
       .samples = kSamples},
      1,
      update};
  return info;
}

}  // namespace downhill
