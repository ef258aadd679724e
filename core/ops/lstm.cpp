#include <algorithm>

#include "core/kernels/vector_math.hpp"
#include "core/ops/recurrent.hpp"

namespace downhill {
namespace {

// The order of the rows of the weights, as in PyTorch.
enum { kInputGate, kForgetGate, kCandidate, kOutputGate, kGates };

Result<OpPlan> infer(std::span<const double> options, std::span<const Shape> x) {
  Result<OpPlan> plan = infer_recurrent(options, x, kGates, 2);
  if (!plan) return plan;
  plan.value().scratch += 2 * x[0][0] * x[0][1] * static_cast<std::int64_t>(options[kUnits]);  // cells and their tanh
  return plan;
}

/// The parts of scratch; `first` holds h and c before the first step.
struct Parts {
  RecurrentSizes s;
  Real *input_weight_t, *state_weight_t, *gates, *dgates, *h, *c, *tanh_c, *first_h, *first_c, *dh, *dc;
  Real* kept_c;  // in the state, which is planned for the largest batch

  explicit Parts(const OpCall& call) : s(recurrent_sizes(call, kGates)) {
    const Index words = s.samples * s.steps;
    Carver carver{call.scratch.data};
    input_weight_t = carver.take(s.columns * s.inputs);
    state_weight_t = carver.take(s.columns * s.units);
    gates = carver.take(words * s.columns);
    dgates = carver.take(words * s.columns);
    h = s.last ? carver.take(words * s.units) : call.y.data;
    c = carver.take(words * s.units);
    tanh_c = carver.take(words * s.units);
    first_h = carver.take(s.samples * s.units);
    first_c = carver.take(s.samples * s.units);
    dh = carver.take(s.samples * s.units);
    dc = carver.take(s.samples * s.units);
    const bool carried = call.state.data != nullptr && call.state.count() > 0;
    kept_c = carried ? call.state.data + call.state.count() / 2 : nullptr;
    if (!carried) first_h = first_c = nullptr;
  }
  StepRows before(Index t) const {
    return t == 0 ? StepRows{first_h, s.units} : StepRows{h + (t - 1) * s.units, s.steps * s.units};
  }
  /// The cells of sample n before step t; nullptr: zeros.
  const Real* cells_before(Index n, Index t) const {
    if (t > 0) return c + (n * s.steps + t - 1) * s.units;
    return first_c ? first_c + n * s.units : nullptr;
  }
};

void forward(const OpCall& call) {
  const Parts p(call);
  const RecurrentSizes& s = p.s;
  const Index units = s.units;
  if (p.first_h) {
    std::copy_n(call.state.data, s.samples * units, p.first_h);
    std::copy_n(p.kept_c, s.samples * units, p.first_c);
  }
  transpose_recurrent(call, s, p.input_weight_t, p.state_weight_t);
  project_inputs(call, s, p.input_weight_t, true, p.gates);
  for (Index t = 0; t < s.steps; ++t) {
    project_state(s, p.before(t), p.state_weight_t, {p.gates + t * s.columns, s.steps * s.columns});
    for (Index n = 0; n < s.samples; ++n) {
      const Index at = n * s.steps + t;
      Real* gate = p.gates + at * s.columns;
      vector_sigmoid(gate, gate, 2 * units);  // input and forget gate stand side by side
      vector_tanh(gate + kCandidate * units, gate + kCandidate * units, units);
      vector_sigmoid(gate + kOutputGate * units, gate + kOutputGate * units, units);
      const Real* before = p.cells_before(n, t);
      Real *c = p.c + at * units, *tanh_c = p.tanh_c + at * units, *h = p.h + at * units;
      for (Index i = 0; i < units; ++i) c[i] = gate[i] * gate[kCandidate * units + i];
      if (before)
        for (Index i = 0; i < units; ++i) c[i] += gate[kForgetGate * units + i] * before[i];
      vector_tanh(c, tanh_c, units);
      for (Index i = 0; i < units; ++i) h[i] = gate[kOutputGate * units + i] * tanh_c[i];
    }
  }
  for (Index n = 0; n < s.samples; ++n) {
    const Real *h = p.h + (n * s.steps + s.steps - 1) * units, *c = p.c + (n * s.steps + s.steps - 1) * units;
    if (s.last) std::copy_n(h, units, call.y.data + n * units);
    if (p.first_h) std::copy_n(h, units, call.state.data + n * units), std::copy_n(c, units, p.kept_c + n * units);
  }
}

/// One sample of one step: dgates from dh and dc, and dc for the step before.
void backward_cell(const Parts& p, Index n, Index t, const StepRows& dy) {
  const Index units = p.s.units, at = n * p.s.steps + t;
  const Real *gate = p.gates + at * p.s.columns, *tanh_c = p.tanh_c + at * units, *before = p.cells_before(n, t);
  Real *dgate = p.dgates + at * p.s.columns, *dc = p.dc + n * units;
  for (Index k = 0; k < units; ++k) {
    const Real i = gate[k], f = gate[kForgetGate * units + k], g = gate[kCandidate * units + k];
    const Real o = gate[kOutputGate * units + k];
    const Real dh = p.dh[n * units + k] + (dy.data ? dy.data[n * dy.stride + k] : Real(0));
    // h = o tanh c,  c = f c_before + i g
    dc[k] += dh * o * (1 - tanh_c[k] * tanh_c[k]);
    dgate[k] = dc[k] * g * i * (1 - i);
    dgate[kForgetGate * units + k] = before ? dc[k] * before[k] * f * (1 - f) : 0;
    dgate[kCandidate * units + k] = dc[k] * i * (1 - g * g);
    dgate[kOutputGate * units + k] = dh * tanh_c[k] * o * (1 - o);
    dc[k] *= f;
  }
}

void backward(const OpCall& call, const OpGradients& gradients) {
  const Parts p(call);
  const RecurrentSizes& s = p.s;
  std::fill_n(p.dh, s.samples * s.units, Real(0));
  std::fill_n(p.dc, s.samples * s.units, Real(0));
  for (Index t = s.steps - 1; t >= 0; --t) {
    const StepRows dy = output_gradient(gradients, s, t);
    for (Index n = 0; n < s.samples; ++n) backward_cell(p, n, t, dy);
    backward_step(call, s, p.dgates, t, false, p.dh);
  }
  backward_state(call, gradients, s, p.dgates, [&p](Index t) { return p.before(t); });
  backward_inputs(call, gradients, s, p.dgates);
}

const OptionSpec kOptions[] = {recurrent_units_option(), recurrent_output_option(), recurrent_carry_option(),
                               recurrent_bias_option(), recurrent_initializer_option()};

const Sample kSamples[] = {{R"({"units":3})", "2x4x2"},
                           {R"({"units":1})", "1x1x1"},
                           {R"({"units":4,"output":"last"})", "3x3x2"},
                           {R"({"units":5,"bias":false,"carry":true})", "2x3x3"},
                           {R"({"units":2,"output":"last","carry":true})", "2x3x4"}};

const Reject kRejects[] = {{R"({"units":0})", "2x4x2", "units"},
                           {R"({"output":"first"})", "2x4x2", "sequence, last"},
                           {"{}", "2x4", "[N,T,D]"},
                           {"{}", "2x4x2 2x4x2", "one input"}};

}  // namespace

/// A memory with gates: what to write, what to forget, what to show.
///   i, f, o = sigmoid(w_ih x_t + b_ih + w_hh h + b_hh),  g = tanh(...),  c_t = f c_(t-1) + i g,  h_t = o tanh(c_t)
/// Shapes   x [N,T,D]  w_ih [4H,D]  w_hh [4H,H]  b_ih and b_hh [4H], rows in the order i f g o
///          y [N,T,H], or [N,H] of the last step
/// Errors   infer(): not sequences
/// Cost     8 N T H (D + H) flops forward, twice that backward; keeps gates and cells of every step; allocates nothing
/// Source   Hochreiter and Schmidhuber 1997; Gers et al. 2000; torch.nn.LSTM; no gradient flows into a carried state
/// Not here peepholes, projections, several layers, both directions
const OpInfo& lstm_op() {
  static const OpInfo info = {
      {.name = "lstm",
       .label = {"LSTM", "长短期记忆（LSTM）"},
       .summary = {"A memory with gates: what to write, what to forget, what to show.",
                   "带门的记忆：写入什么，忘掉什么，显示什么。"},
       .formula = "c_t = f c_(t−1) + i g,  h_t = o tanh(c_t)",
       .source = "Hochreiter and Schmidhuber 1997, doi:10.1162/neco.1997.9.8.1735; torch.nn.LSTM",
       .options = kOptions,
       .samples = kSamples,
       .rejects = kRejects},
      false,
      infer,
      {},
      recurrent_multiply_adds};
  return info;
}

const OpPasses& lstm_op_passes() {
  static const OpPasses passes = {forward, backward};
  return passes;
}

}  // namespace downhill
