#include "core/optimizers/clip.hpp"
#include "core/optimizers/learning_rate.hpp"
#include "core/optimizers/optimizer.hpp"

namespace downhill {
namespace {

void update(const UpdateCall& call) {
  const Real learning_rate = static_cast<Real>(call.options[0]);
  for (std::size_t i = 0; i < call.w.size(); ++i) call.w[i] -= learning_rate * call.dw[i];
}

const OptionSpec kOptions[] = {learning_rate_option(0.03), clip_value_option(), clip_norm_option()};

const Sample kSamples[] = {{"{}", ""},
                           {R"({"learning_rate":0.5})", ""},
                           {R"({"learning_rate":0.5,"clip_value":0.7})", ""},
                           {R"({"learning_rate":0.5,"clip_norm":2})", ""},
                           {R"({"learning_rate":0.5,"clip_value":3,"clip_norm":4})", ""}};

}  // namespace

/// A step straight downhill for every batch.
///   w <- w - learning_rate dw
/// Cost     1 multiplication and addition a parameter; no state
/// Source   Robbins and Monro 1951, doi:10.1214/aoms/1177729586; torch.optim.SGD
const OptimizerInfo& sgd_optimizer() {
  static const OptimizerInfo info = {
      {.name = "sgd",
       .label = {"SGD", "SGD"},
       .summary = {"A step straight downhill for every batch.", "每个批次都沿最陡的方向下山一步。"},
       .formula = "w ← w − η dw",
       .source = "Robbins and Monro 1951, doi:10.1214/aoms/1177729586; torch.optim.SGD",
       .options = kOptions,
       .samples = kSamples},
      0,
      update};
  return info;
}

}  // namespace downhill
