#include <algorithm>

#include "core/kernels/vector_math.hpp"
#include "core/ops/recurrent.hpp"

namespace downhill {
namespace {

enum { kActivation = kBias + 1 };
enum { kTanh, kRelu };

Result<OpPlan> infer(std::span<const double> options, std::span<const Shape> x) {
  return infer_recurrent(options, x, 1, 1);
}

/// The parts of scratch. The gates of this op are the states themselves, before and after the activation.
struct Parts {
  RecurrentSizes s;
  Real *input_weight_t, *state_weight_t, *sums, *dsums, *h, *first, *dh;

  explicit Parts(const OpCall& call) : s(recurrent_sizes(call, 1)) {
    Carver carver{call.scratch.data};
    input_weight_t = carver.take(s.columns * s.inputs);
    state_weight_t = carver.take(s.columns * s.units);
    sums = carver.take(s.samples * s.steps * s.columns);
    dsums = carver.take(s.samples * s.steps * s.columns);
    h = s.last ? carver.take(s.samples * s.steps * s.units) : call.y.data;
    first = carver.take(s.samples * s.units);
    dh = carver.take(s.samples * s.units);
    if (!call.state.data || call.state.count() == 0) first = nullptr;
  }
  StepRows before(Index t) const {
    return t == 0 ? StepRows{first, s.units} : StepRows{h + (t - 1) * s.units, s.steps * s.units};
  }
};

void forward(const OpCall& call) {
  const Parts p(call);
  const RecurrentSizes& s = p.s;
  const bool relu = chosen(call.options, kActivation) == kRelu;
  if (p.first) std::copy_n(call.state.data, s.samples * s.units, p.first);
  transpose_recurrent(call, s, p.input_weight_t, p.state_weight_t);
  project_inputs(call, s, p.input_weight_t, true, p.sums);
  for (Index t = 0; t < s.steps; ++t) {
    project_state(s, p.before(t), p.state_weight_t, {p.sums + t * s.units, s.steps * s.units});
    for (Index n = 0; n < s.samples; ++n) {
      const Real* sum = p.sums + (n * s.steps + t) * s.units;
      Real* h = p.h + (n * s.steps + t) * s.units;
      if (relu)
        for (Index i = 0; i < s.units; ++i) h[i] = sum[i] <= 0 ? 0 : sum[i];
      else
        vector_tanh(sum, h, s.units);
    }
  }
  const StepRows end = p.before(s.steps);
  for (Index n = 0; n < s.samples; ++n) {
    if (s.last) std::copy_n(end.data + n * end.stride, s.units, call.y.data + n * s.units);
    if (p.first) std::copy_n(end.data + n * end.stride, s.units, call.state.data + n * s.units);
  }
}

void backward(const OpCall& call, const OpGradients& gradients) {
  const Parts p(call);
  const RecurrentSizes& s = p.s;
  const bool relu = chosen(call.options, kActivation) == kRelu;
  std::fill_n(p.dh, s.samples * s.units, Real(0));
  // From the last step to the first: dh comes from the output and from the step after.
  for (Index t = s.steps - 1; t >= 0; --t) {
    const StepRows dy = output_gradient(gradients, s, t);
    for (Index n = 0; n < s.samples; ++n) {
      const Real* h = p.h + (n * s.steps + t) * s.units;
      Real* dsum = p.dsums + (n * s.steps + t) * s.units;
      for (Index i = 0; i < s.units; ++i) {
        const Real dh = p.dh[n * s.units + i] + (dy.data ? dy.data[n * dy.stride + i] : Real(0));
        dsum[i] = relu ? (h[i] <= 0 ? 0 : dh) : dh * (1 - h[i] * h[i]);
      }
    }
    backward_step(call, s, p.dsums, t, false, p.dh);
  }
  backward_state(call, gradients, s, p.dsums, [&p](Index t) { return p.before(t); });
  backward_inputs(call, gradients, s, p.dsums);
}

constexpr Choice kActivations[] = {{"tanh", {"tanh", "tanh"}}, {"relu", {"ReLU", "ReLU"}}};

const OptionSpec kOptions[] = {recurrent_units_option(),
                               recurrent_output_option(),
                               recurrent_carry_option(),
                               recurrent_bias_option(),
                               {.name = "activation",
                                .label = {"Activation", "激活函数"},
                                .help = {"How the sums become the new memory.", "如何把求和变成新的记忆。"},
                                .kind = OptionKind::choice,
                                .maximum = 1,
                                .slider_maximum = 1,
                                .choices = kActivations},
                               recurrent_initializer_option()};

const Sample kSamples[] = {
    {R"({"units":3})", "2x4x2"},
    {R"({"units":1})", "1x1x1"},
    {R"({"units":4,"output":"last"})", "3x3x2"},
    {R"({"units":5,"bias":false,"carry":true})", "2x3x3"},
    {R"({"units":3,"activation":"relu","output":"last","carry":true})", "2x3x2"}};

const Reject kRejects[] = {{R"({"units":0})", "2x4x2", "units"},
                           {R"({"activation":"gelu"})", "2x4x2", "tanh, relu"},
                           {R"({"recurrent_initializer":"he"})", "2x4x2", "net, identity, orthogonal"},
                           {"{}", "2x4", "[N,T,D]"},
                           {"{}", "2x4x2 2x4x2", "one input"}};

}  // namespace

/// Reads a sequence step by step and mixes every word into its memory.
///   h_t = tanh(w_ih x_t + b_ih + w_hh h_(t-1) + b_hh), h_0 = 0 or, carried, where the batch before ended
/// Shapes   x [N,T,D]  w_ih [H,D]  w_hh [H,H]  b_ih and b_hh [H]  y [N,T,H], or [N,H] of the last step
/// Errors   infer(): not sequences
/// Cost     2 N T H (D + H) flops forward, twice that backward; keeps every step's sums; allocates nothing
/// Source   Elman 1990, doi:10.1207/s15516709cog1402_1; torch.nn.RNN; no gradient flows into a carried state
/// Not here several layers (put one behind another), both directions, sequences of different lengths
const OpInfo& rnn_op() {
  static const OpInfo info = {{.name = "rnn",
                               .label = {"RNN", "循环网络（RNN）"},
                               .summary = {"Reads a sequence step by step and mixes every word into its memory.",
                                           "逐步读入序列，把每个词融入自己的记忆。"},
                               .formula = "h_t = tanh(w_ih x_t + w_hh h_(t−1) + b)",
                               .source = "Elman 1990, doi:10.1207/s15516709cog1402_1; torch.nn.RNN",
                               .options = kOptions,
                               .samples = kSamples,
                               .rejects = kRejects},
                              false,
                              infer,
                              {},
                              recurrent_multiply_adds};
  return info;
}

const OpPasses& rnn_op_passes() {
  static const OpPasses passes = {forward, backward};
  return passes;
}

}  // namespace downhill
