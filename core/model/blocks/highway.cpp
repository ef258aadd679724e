#include "core/model/blocks/block.hpp"
#include "core/model/blocks/options.hpp"

namespace downhill {
namespace {

enum { kUnits, kActivation, kGateBias };

void expand(std::span<const double> options, BlockWriter& block) {
  const double units = options[kUnits];
  const std::string& x = block.input();
  const std::string sums = block.add("sums", "dense", {x}, {{"units", units}});
  const std::string hidden = block.add("hidden", block_activation(options[kActivation]), {sums});
  const std::string gate_sums = block.add("gate_sums", "dense", {x}, {{"units", units}});
  const std::string shifted = block.add("gate_shifted", "shift", {gate_sums}, {{"amount", options[kGateBias]}});
  const std::string gate = block.add("gate", "sigmoid", {shifted});
  // 1 - sigmoid(a) = sigmoid(-a), exact where the gate is almost 1
  const std::string negative = block.add("gate_negative", "scale", {shifted}, {{"factor", -1}});
  const std::string carry = block.add("carry", "sigmoid", {negative});
  const std::string transformed = block.add("transformed", "multiply", {gate, hidden});
  const std::string carried = block.add("carried", "multiply", {carry, x});
  block.finish("add", {transformed, carried});
}

const OptionSpec kOptions[] = {
    block_units_option("units", {"Neurons", "神经元数"}, {"As many as come in.", "与输入一样多。"}, 4),
    block_activation_option(1),
    {.name = "gate_bias",
     .label = {"Gate bias", "门的偏置"},
     .help = {"Where the gates begin: negative lets the input pass at first, so that deep nets can learn.",
              "门的起点：为负时起初让输入直接通过，深网络才学得动。"},
     .minimum = -100,
     .maximum = 100,
     .initial = -2,
     .slider_minimum = -10,
     .slider_maximum = 2}};

const Sample kSamples[] = {{R"({"units":4})", "5x4"}, {R"({"units":3,"activation":"relu","gate_bias":-1})", "4x3"}};

const Reject kRejects[] = {{R"({"units":3})", "5x4", "one shape"}, {R"({"gate_bias":-1000})", "5x4", "gate_bias"}};

}  // namespace

/// A layer with a gate for every number: how much is new, and how much of the input is carried on.
///   y = T h + (1 - T) x,  h = s(W x + b),  T = sigmoid(W_T x + b_T + gate_bias)
///   gate_bias is where b_T of the paper begins; what is learned on top of it starts at 0.
/// Shapes   x and y [N,units]
/// Errors   another width: the layer "<name>_carried" says so
/// Source   Srivastava, Greff and Schmidhuber 2015, arXiv:1505.00387, equation 3; C = 1 - T
const BlockInfo& highway_block() {
  static const BlockInfo info = {
      {.name = "highway",
       .label = {"Highway block", "高速公路块"},
       .summary = {"A layer with a gate for every number: how much is new, and how much of the input is carried on.",
                   "每个数都带一道门的层：多少是新的，多少由输入直接带过去。"},
       .formula = "y = T h + (1 − T) x",
       .source = "Srivastava, Greff and Schmidhuber 2015, arXiv:1505.00387, equation 3",
       .options = kOptions,
       .samples = kSamples,
       .rejects = kRejects},
      expand};
  return info;
}

}  // namespace downhill
