#include <cstring>

#include "core/kernels/gemm.hpp"
#include "core/ops/inputs.hpp"

namespace downhill {
namespace {

enum { kUnits, kBias, kOver };
enum { kSample, kLastAxis };
enum { kWeightTensor, kBiasTensor };

/// What one neuron adds up, and how often it does so.
struct Sizes {
  Index samples, inputs, units;
};

std::int64_t inputs_of(std::span<const double> options, const Shape& x) {
  return chosen(options, kOver) == kLastAxis ? x[x.rank() - 1] : x.sample_count();
}

Sizes sizes_of(const OpCall& call) {
  const std::int64_t inputs = inputs_of(call.options, call.x[0].shape);
  return {static_cast<Index>(call.x[0].count() / inputs), static_cast<Index>(inputs),
          static_cast<Index>(call.options[kUnits])};
}

Result<OpPlan> infer(std::span<const double> options, std::span<const Shape> x) {
  if (x.size() != 1)
    return make_error("", {"takes one input, got {}", "只接受一个输入，得到 {} 个"}, {std::to_string(x.size())});
  if (x[0].rank() < 2)
    return make_error("", {"needs an input [N,D], got [{}]", "需要形状为 [N,D] 的输入，得到 [{}]"}, {to_string(x[0])});
  const std::int64_t inputs = inputs_of(options, x[0]);
  const auto units = static_cast<std::int64_t>(options[kUnits]);
  OpPlan plan{.y = {x[0][0], units}};
  if (chosen(options, kOver) == kLastAxis) {
    plan.y = x[0];
    plan.y.set(x[0].rank() - 1, units);
  }
  plan.parameters.push_back({.name = "weight", .shape = {units, inputs}, .fan_in = inputs, .fan_out = units});
  if (options[kBias] != 0)
    plan.parameters.push_back(
        {.name = "bias", .shape = {units}, .fan_in = inputs, .fan_out = units, .is_weight = false});
  plan.scratch = units * inputs;  // w transposed
  return plan;
}

void forward(const OpCall& call) {
  const auto [samples, inputs, units] = sizes_of(call);
  const Real* x = call.x[0].data;
  Real* y = call.y.data;
  Real* wt = call.scratch.data;
  const bool has_bias = call.w.size() > kBiasTensor;

  // The product walks along rows of its right side, and w has its rows the other way.
  transpose(call.w[kWeightTensor].data, units, inputs, wt);
  if (has_bias)
    for (Index n = 0; n < samples; ++n)
      for (Index o = 0; o < units; ++o) y[n * units + o] = call.w[kBiasTensor].data[o];
  gemm(samples, units, inputs, {x, inputs, 1}, wt, units, y, units, has_bias);
}

void backward(const OpCall& call, const OpGradients& gradients) {
  const auto [samples, inputs, units] = sizes_of(call);
  const Real* x = call.x[0].data;
  const Real* w = call.w[kWeightTensor].data;
  const Real* dy = gradients.dy.data;

  // y = x w^T + b:  dx = dy w,  dw = dy^T x,  db = sum over the batch of dy
  if (gradients.dx[0]) gemm(samples, inputs, units, {dy, units, 1}, w, inputs, gradients.dx[0].data, inputs, false);
  gemm(units, inputs, samples, {dy, 1, units}, x, inputs, gradients.dw[kWeightTensor].data, inputs, true);
  if (call.w.size() > kBiasTensor) {
    Real* db = gradients.dw[kBiasTensor].data;
    for (Index n = 0; n < samples; ++n)
      for (Index o = 0; o < units; ++o) db[o] += dy[n * units + o];
  }
}

const Choice kOvers[] = {{"sample", {"The whole sample", "整个样本"}}, {"last", {"The last axis", "最后一个轴"}}};

const OptionSpec kOptions[] = {
    {.name = "units",
     .label = {"Neurons", "神经元数"},
     .help = {"How many neurons this layer has; more can draw finer borders and need more data.",
              "这一层有多少个神经元；越多能画出越细的边界，也需要越多数据。"},
     .kind = OptionKind::integer,
     .minimum = 1,
     .maximum = 4096,
     .initial = 4,
     .slider_minimum = 1,
     .slider_maximum = 16},
    {.name = "bias",
     .label = {"Bias", "偏置"},
     .help = {"Whether each neuron may shift its border away from the origin.", "每个神经元能否把边界从原点移开。"},
     .kind = OptionKind::boolean,
     .maximum = 1,
     .initial = 1,
     .slider_maximum = 1},
    {.name = "over",
     .label = {"Sums over", "求和范围"},
     .help = {"All numbers of a sample, or the last axis alone: every word of a sequence by itself.",
              "一个样本的所有数，或只在最后一个轴上：序列中的每个词各算各的。"},
     .kind = OptionKind::choice,
     .maximum = 1,
     .slider_maximum = 1,
     .rare = true,
     .choices = kOvers}};

const Sample kSamples[] = {{R"({"units":3})", "4x5"},
                           {R"({"units":1})", "1x1"},
                           {R"({"units":7,"bias":false})", "5x3"},
                           {R"({"units":5})", "3x2x4"},
                           {R"({"units":17})", "9x13"},
                           {R"({"units":13})", "7x19"},
                           {R"({"units":4})", "2x3x2x5"},
                           {R"({"units":5,"over":"last"})", "3x2x4"}};

const Reject kRejects[] = {{R"({"units":0})", "4x5", "units"},
                           {R"({"units":5000})", "4x5", "4096"},
                           {R"({"units":2.5})", "4x5", "units"},
                           {R"({"units":3})", "4", "[N,D]"},
                           {R"({"units":3})", "4x5 4x5", "one input"}};

}  // namespace

/// Every output is a weighted sum of all inputs plus a bias.
///   y = x w^T + b
/// Shapes   x [N,D] (other axes are flattened to D)  w [O,D]  b [O]  y [N,O]
///          over last: x [N,...,D]  y [N,...,O]
/// Errors   infer(): not one input, or an input without a batch axis
/// Cost     2 N D O flops forward, twice that backward; keeps w^T (D O numbers); allocates nothing
/// Source   the linear threshold unit of Rosenblatt 1958; convention of torch.nn.Linear
const OpInfo& dense_op() {
  static const OpInfo info = {{.name = "dense",
                               .label = {"Dense", "全连接"},
                               .summary = {"Every neuron adds up all its inputs, each times a weight, plus a bias.",
                                           "每个神经元把所有输入乘上各自的权重相加，再加上偏置。"},
                               .formula = "y = x wᵀ + b",
                               .source = "Rosenblatt 1958; torch.nn.Linear",
                               .options = kOptions,
                               .samples = kSamples,
                               .rejects = kRejects},
                              false,
                              infer};
  return info;
}

const OpPasses& dense_op_passes() {
  static const OpPasses passes = {forward, backward};
  return passes;
}

}  // namespace downhill
