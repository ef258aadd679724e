#include "core/optimizers/clip.hpp"
#include "core/optimizers/learning_rate.hpp"
#include "core/optimizers/optimizer.hpp"

namespace downhill {
namespace {

enum { kLearningRate, kMomentum };

void update(const UpdateCall& call) {
  const Real learning_rate = static_cast<Real>(call.options[kLearningRate]);
  const Real momentum = static_cast<Real>(call.options[kMomentum]);
  for (std::size_t i = 0; i < call.w.size(); ++i) {
    Real& velocity = call.state[i];
    velocity = momentum * velocity + call.dw[i];
    call.w[i] -= learning_rate * velocity;
  }
}

const OptionSpec kOptions[] = {
    learning_rate_option(0.01),
    decay_option("momentum", {"Momentum", "动量"},
                 {"How much of the former speed is kept: a heavy ball rolls through small hollows.",
                  "保留多少先前的速度：重球能滚过小坑。"},
                 0.9),
    clip_value_option(), clip_norm_option()};

const Sample kSamples[] = {{"{}", ""}, {R"({"learning_rate":0.1,"momentum":0.5})", ""}};

}  // namespace

/// A heavy ball: it keeps part of its speed from step to step.
///   v <- momentum v + dw,  w <- w - learning_rate v
/// Cost     2 multiplications and additions a parameter; one number of state each
/// Not here dampening
/// Source   Polyak 1964, doi:10.1016/0041-5553(64)90137-5; torch.optim.SGD(momentum)
const OptimizerInfo& momentum_optimizer() {
  static const OptimizerInfo info = {
      {.name = "momentum",
       .label = {"Momentum", "动量法"},
       .summary = {"A heavy ball: it keeps part of its speed from step to step.",
                   "像一个重球：每一步都保留一部分速度。"},
       .formula = "v ← μ v + dw,  w ← w − η v",
       .source = "Polyak 1964, doi:10.1016/0041-5553(64)90137-5; torch.optim.SGD(momentum)",
       .options = kOptions,
       .samples = kSamples},
      1,
      update};
  return info;
}

}  // namespace downhill
