#include "core/optimizers/adam_step.hpp"
#include "core/optimizers/clip.hpp"
#include "core/optimizers/learning_rate.hpp"
#include "core/optimizers/optimizer.hpp"

namespace downhill {
namespace {

enum { kLearningRate, kBeta1, kBeta2, kEpsilon, kEpsilonPlace };
enum { kCorrectedRoot, kRawRoot };  // values of the last

void update(const UpdateCall& call) {
  adam_step({.learning_rate = call.options[kLearningRate],
             .beta1 = call.options[kBeta1],
             .beta2 = call.options[kBeta2],
             .epsilon = call.options[kEpsilon],
             .book = static_cast<int>(call.options[kEpsilonPlace]) == kRawRoot},
            call);
}

const Choice kPlaces[] = {{"pytorch", {"to the corrected root", "校正后的根"}},
                          {"book", {"to the raw root", "未校正的根"}}};

const OptionSpec kOptions[] = {learning_rate_option(0.01), adam_beta1_option(),           adam_beta2_option(),
                               epsilon_option(1e-8),       epsilon_place_option(kPlaces), clip_value_option(),
                               clip_norm_option()};

const Sample kSamples[] = {{"{}", ""},
                           {R"({"learning_rate":0.1,"beta1":0.8,"beta2":0.9,"epsilon":0.001})", ""},
                           {R"({"learning_rate":0.1,"epsilon":0.01,"epsilon_place":"book"})", ""}};

}  // namespace

/// Every parameter takes steps of its own length, fitted to its gradients so far.
///   m <- b1 m + (1 - b1) dw,  v <- b2 v + (1 - b2) dw^2,
///   w <- w - learning_rate m/(1 - b1^t) / (sqrt(v/(1 - b2^t)) + epsilon)
///   epsilon_place book:  w <- w - learning_rate sqrt(1 - b2^t)/(1 - b1^t) m / (sqrt(v) + epsilon)
/// Cost     about 10 flops, a root and a division a parameter; two numbers of state each
/// Not here amsgrad; weight_decay (l2 among the regularizers is the same, with or without biases)
/// Source   Kingma and Ba 2015, arXiv:1412.6980; torch.optim.Adam; book: Saito 2016, Deep Learning from Scratch,
///          common/optimizer.py (Kingma and Ba, end of section 2)
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
