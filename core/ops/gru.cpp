#include <algorithm>

#include "core/kernels/vector_math.hpp"
#include "core/ops/recurrent.hpp"

namespace downhill {
namespace {

// The order of the rows of the weights, as in PyTorch.
enum { kReset, kUpdate, kCandidate, kGates };

Result<OpPlan> infer(std::span<const double> options, std::span<const Shape> x) {
  Result<OpPlan> plan = infer_recurrent(options, x, kGates, 1);
  if (!plan) return plan;
  plan.value().scratch += 2 * kGates * x[0][0] * x[0][1] * static_cast<std::int64_t>(options[kUnits]);
  return plan;
}

/// The parts of scratch. The state's products stay apart from the input's: r multiplies only the former.
struct Parts {
  RecurrentSizes s;
  Real *input_weight_t, *state_weight_t, *gates, *dgates, *sums, *dsums, *h, *first, *dh;

  explicit Parts(const OpCall& call) : s(recurrent_sizes(call, kGates)) {
    const Index words = s.samples * s.steps;
    Carver carver{call.scratch.data};
    input_weight_t = carver.take(s.columns * s.inputs);
    state_weight_t = carver.take(s.columns * s.units);
    gates = carver.take(words * s.columns);
    dgates = carver.take(words * s.columns);
    sums = carver.take(words * s.columns);
    dsums = carver.take(words * s.columns);
    h = s.last ? carver.take(words * s.units) : call.y.data;
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
  const Index units = s.units, words = s.samples * s.steps;
  if (p.first) std::copy_n(call.state.data, s.samples * units, p.first);
  transpose_recurrent(call, s, p.input_weight_t, p.state_weight_t);
  project_inputs(call, s, p.input_weight_t, false, p.gates);
  for (Index i = 0; i < words; ++i)
    for (Index c = 0; c < s.columns; ++c)
      p.sums[i * s.columns + c] = call.w.size() > kStateBias ? call.w[kStateBias].data[c] : Real(0);
  for (Index t = 0; t < s.steps; ++t) {
    const StepRows before = p.before(t);
    project_state(s, before, p.state_weight_t, {p.sums + t * s.columns, s.steps * s.columns});
    for (Index n = 0; n < s.samples; ++n) {
      const Index at = n * s.steps + t;
      Real *gate = p.gates + at * s.columns, *h = p.h + at * units;
      const Real* sum = p.sums + at * s.columns;
      for (Index i = 0; i < 2 * units; ++i) gate[i] += sum[i];
      vector_sigmoid(gate, gate, 2 * units);  // reset and update gate stand side by side
      Real* candidate = gate + kCandidate * units;
      for (Index i = 0; i < units; ++i) candidate[i] += gate[i] * sum[kCandidate * units + i];
      vector_tanh(candidate, candidate, units);
      for (Index i = 0; i < units; ++i) {
        const Real z = gate[kUpdate * units + i];
        h[i] = (1 - z) * candidate[i] + (before.data ? z * before.data[n * before.stride + i] : Real(0));
      }
    }
  }
  const StepRows end = p.before(s.steps);
  for (Index n = 0; n < s.samples; ++n) {
    if (s.last) std::copy_n(end.data + n * end.stride, units, call.y.data + n * units);
    if (p.first) std::copy_n(end.data + n * end.stride, units, call.state.data + n * units);
  }
}

/// One sample of one step: both kinds of dgates from dh, and the part of dh that goes straight to the step before.
void backward_cell(const Parts& p, Index n, Index t, const StepRows& dy) {
  const Index units = p.s.units, at = n * p.s.steps + t;
  const Real *gate = p.gates + at * p.s.columns, *sum = p.sums + at * p.s.columns;
  Real *dgate = p.dgates + at * p.s.columns, *dsum = p.dsums + at * p.s.columns, *dh = p.dh + n * units;
  const StepRows before = p.before(t);
  for (Index k = 0; k < units; ++k) {
    const Real r = gate[k], z = gate[kUpdate * units + k], c = gate[kCandidate * units + k];
    const Real d = dh[k] + (dy.data ? dy.data[n * dy.stride + k] : Real(0));
    const Real h = before.data ? before.data[n * before.stride + k] : Real(0);
    // h_t = (1 - z) c + z h,  c = tanh(input's sum + r state's sum)
    const Real dc = d * (1 - z) * (1 - c * c);
    dgate[k] = dsum[k] = dc * sum[kCandidate * units + k] * r * (1 - r);
    dgate[kUpdate * units + k] = dsum[kUpdate * units + k] = d * (h - c) * z * (1 - z);
    dgate[kCandidate * units + k] = dc;
    dsum[kCandidate * units + k] = dc * r;
    dh[k] = d * z;
  }
}

void backward(const OpCall& call, const OpGradients& gradients) {
  const Parts p(call);
  const RecurrentSizes& s = p.s;
  std::fill_n(p.dh, s.samples * s.units, Real(0));
  for (Index t = s.steps - 1; t >= 0; --t) {
    const StepRows dy = output_gradient(gradients, s, t);
    for (Index n = 0; n < s.samples; ++n) backward_cell(p, n, t, dy);
    backward_step(call, s, p.dsums, t, true, p.dh);
  }
  backward_state(call, gradients, s, p.dsums, [&p](Index t) { return p.before(t); });
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

/// A lighter memory with two gates: how much of the old to look at, how much of it to keep.
///   r, z = sigmoid(w_ih x_t + b_ih + w_hh h + b_hh),  c = tanh(w_ih x_t + b_ih + r (w_hh h + b_hh)),
///   h_t = (1 - z) c + z h_(t-1)
/// Shapes   x [N,T,D]  w_ih [3H,D]  w_hh [3H,H]  b_ih and b_hh [3H], rows in the order r z c
///          y [N,T,H], or [N,H] of the last step
/// Errors   infer(): not sequences
/// Cost     6 N T H (D + H) flops forward, twice that backward; keeps both products of every step; allocates nothing
/// Source   Cho et al. 2014, arXiv:1406.1078; torch.nn.GRU (r behind the product); no gradient flows into a carried state
/// Not here several layers, both directions
const OpInfo& gru_op() {
  static const OpInfo info = {
      {.name = "gru",
       .label = {"GRU", "门控循环单元（GRU）"},
       .summary = {"A lighter memory with two gates: how much of the old to look at, how much to keep.",
                   "较轻的带门记忆：看多少旧内容，保留多少。"},
       .formula = "h_t = (1 − z) c + z h_(t−1)",
       .source = "Cho et al. 2014, arXiv:1406.1078; torch.nn.GRU",
       .options = kOptions,
       .samples = kSamples,
       .rejects = kRejects},
      false,
      infer,
      {},
      recurrent_multiply_adds};
  return info;
}

const OpPasses& gru_op_passes() {
  static const OpPasses passes = {forward, backward};
  return passes;
}

}  // namespace downhill
