#include "core/optimizers/adam_step.hpp"
#include "core/optimizers/clip.hpp"
#include "core/optimizers/learning_rate.hpp"
#include "core/optimizers/optimizer.hpp"

namespace downhill {
namespace {

enum { kLearningRate, kBeta1, kBeta2, kEpsilon, kWeightDecay, kDecayBiases };

void update(const UpdateCall& call) {
  const Real keep = static_cast<Real>(1 - call.options[kLearningRate] * call.options[kWeightDecay]);
  if (call.options[kDecayBiases] != 0) {
    for (Real& w : call.w) w *= keep;
  } else {
    for (const ParameterRange& range : call.weights)
      for (std::size_t i = range.first; i < range.last; ++i) call.w[i] *= keep;
  }
  adam_step({.learning_rate = call.options[kLearningRate],
             .beta1 = call.options[kBeta1],
             .beta2 = call.options[kBeta2],
             .epsilon = call.options[kEpsilon]},
            call);
}

const OptionSpec kOptions[] = {
    learning_rate_option(0.01),
    adam_beta1_option(),
    adam_beta2_option(),
    epsilon_option(1e-8),
    {.name = "weight_decay",
     .label = {"Weight decay λ", "权重衰减 λ"},
     .help = {"How strongly every step pulls the parameters towards zero.", "每一步把参数拉向零的力度。"},
     .minimum = 0,
     .maximum = 100,
     .initial = 0.01,
     .slider_minimum = 1e-5,
     .slider_maximum = 1,
     .logarithmic = true,
     .live = true},
    {.name = "decay_biases",
     .label = {"Biases too", "包括偏置"},
     .help = {"Whether biases and scales are pulled towards zero as well, as PyTorch does unless told otherwise.",
              "偏置和缩放是否也被拉向零；PyTorch 默认如此。"},
     .kind = OptionKind::boolean,
     .maximum = 1,
     .initial = 1,
     .slider_maximum = 1,
     .live = true},
    clip_value_option(),
    clip_norm_option()};

const Sample kSamples[] = {{"{}", ""},
                           {R"({"learning_rate":0.1,"weight_decay":0.5,"epsilon":0.001})", ""},
                           {R"({"learning_rate":0.1,"weight_decay":0.5,"decay_biases":false})", ""}};

}  // namespace

/// Adam with a pull towards zero beside it that gradients do not rescale.
///   w <- w - learning_rate weight_decay w, then the step of Adam
/// Cost     Adam's, and one multiplication a parameter; two numbers of state each
/// Not here amsgrad
/// Source   Loshchilov and Hutter 2017, arXiv:1711.05101, algorithm 2; torch.optim.AdamW
const OptimizerInfo& adamw_optimizer() {
  static const OptimizerInfo info = {
      {.name = "adamw",
       .label = {"AdamW", "AdamW"},
       .summary = {"Adam with a pull towards zero beside it that gradients do not rescale.",
                   "Adam 加上一个不受梯度缩放影响的、拉向零的力。"},
       .formula = "w ← w − η λ w − η m̂ / (√v̂ + ε)",
       .source = "Loshchilov and Hutter 2017, arXiv:1711.05101, algorithm 2; torch.optim.AdamW",
       .options = kOptions,
       .samples = kSamples},
      2,
      update};
  return info;
}

}  // namespace downhill
