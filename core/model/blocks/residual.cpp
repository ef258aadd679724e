#include "core/model/blocks/block.hpp"
#include "core/model/blocks/options.hpp"

namespace downhill {
namespace {

enum { kUnits, kActivation, kProjection };

void expand(std::span<const double> options, BlockWriter& block) {
  const double units = options[kUnits];
  const char* activation = block_activation(options[kActivation]);
  const std::string first = block.add("first", "dense", {block.input()}, {{"units", units}});
  const std::string hidden = block.add("hidden", activation, {first});
  const std::string second = block.add("second", "dense", {hidden}, {{"units", units}});
  std::string shortcut = block.input();
  if (options[kProjection] != 0) shortcut = block.add("shortcut", "dense", {shortcut}, {{"units", units}, {"bias", 0}});
  const std::string sum = block.add("sum", "add", {second, shortcut});
  block.finish(activation, {sum});
}

const OptionSpec kOptions[] = {
    block_units_option(
        "units", {"Neurons", "神经元数"},
        {"How many neurons each of its two layers has; as many as come in, unless the shortcut projects.",
         "两层各有多少个神经元；除非捷径带投影，否则要与输入一样多。"},
        4),
    block_activation_option(0), projection_option()};

const Sample kSamples[] = {{R"({"units":4})", "5x4"},
                           {R"({"units":3,"activation":"tanh","projection":true})", "5x4"},
                           {R"({"units":2,"activation":"gelu"})", "4x2"}};

const Reject kRejects[] = {{R"({"units":3})", "5x4", "one shape"}, {R"({"units":0})", "5x4", "units"}};

}  // namespace

/// Two layers that only have to learn what to add to their input: the shortcut carries the rest.
///   y = s(W2 s(W1 x + b1) + b2 + x), or with `projection` + P x instead of x
/// Shapes   x [N,D]  y [N,units]; without a projection D = units
/// Errors   where the two do not fit, the layer "<name>_sum" says so
/// Source   He et al. 2015, arXiv:1512.03385, figure 2 and equation 2
/// Not here batch normalisation (residual_conv2d has it); the form with the activation first
const BlockInfo& residual_block() {
  static const BlockInfo info = {
      {.name = "residual",
       .label = {"Residual block", "残差块"},
       .summary = {"Two layers that only have to learn what to add to their input: the shortcut carries the rest.",
                   "两层只需学会在输入上加些什么，其余由捷径带过去。"},
       .formula = "y = s(W₂ s(W₁ x + b₁) + b₂ + x)",
       .source = "He et al. 2015, arXiv:1512.03385, figure 2",
       .options = kOptions,
       .samples = kSamples,
       .rejects = kRejects},
      expand};
  return info;
}

}  // namespace downhill
