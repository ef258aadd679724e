#include "core/ops/recurrent.hpp"

#include <algorithm>

#include "core/kernels/gemm.hpp"

namespace downhill {

Result<OpPlan> infer_recurrent(std::span<const double> options, std::span<const Shape> x, Index gates, Index states) {
  Status sequences = check_sequences(x);
  if (!sequences) return sequences.error();
  const auto units = static_cast<std::int64_t>(options[kUnits]);
  const std::int64_t columns = gates * units, inputs = x[0][2], samples = x[0][0], words = samples * x[0][1];
  const bool last = options[kOutput] != 0;
  OpPlan plan;
  plan.y = last ? Shape{samples, units} : Shape{samples, x[0][1], units};
  plan.parameters.push_back({.name = "weight_ih", .shape = {columns, inputs}, .fan_in = inputs, .fan_out = units});
  constexpr const char* kInitializers[] = {nullptr, "identity", "orthogonal"};  // kRecurrentInitializers
  plan.parameters.push_back({.name = "weight_hh",
                             .shape = {columns, units},
                             .fan_in = units,
                             .fan_out = units,
                             .initializer = kInitializers[static_cast<int>(options.back())],
                             .blocks = static_cast<int>(gates)});
  if (options[kBias] != 0)
    for (const char* name : {"bias_ih", "bias_hh"})
      plan.parameters.push_back(
          {.name = name, .shape = {columns}, .fan_in = units, .fan_out = units, .is_weight = false});
  // Both weights transposed, the gates and their gradients, every state when not all are outputs, the first states
  // and their gradients.
  plan.scratch =
      columns * (inputs + units) + 2 * words * columns + (last ? words * units : 0) + 2 * states * samples * units;
  if (options[kCarry] != 0) plan.state = states * samples * units;
  return plan;
}

std::int64_t recurrent_multiply_adds(std::span<const Shape> x, const OpPlan& plan) {
  return x[0][1] * (plan.parameters[kInputWeight].shape.count() + plan.parameters[kStateWeight].shape.count());
}

RecurrentSizes recurrent_sizes(const OpCall& call, Index gates) {
  const Shape& x = call.x[0].shape;
  const auto units = static_cast<Index>(call.options[kUnits]);
  return {static_cast<Index>(x[0]),  static_cast<Index>(x[1]), static_cast<Index>(x[2]), units, gates, gates * units,
          call.options[kOutput] != 0};
}

void transpose_recurrent(const OpCall& call, const RecurrentSizes& s, Real* input_weight_t, Real* state_weight_t) {
  transpose(call.w[kInputWeight].data, s.columns, s.inputs, input_weight_t);
  transpose(call.w[kStateWeight].data, s.columns, s.units, state_weight_t);
}

void project_inputs(const OpCall& call, const RecurrentSizes& s, const Real* input_weight_t, bool both, Real* out) {
  const Index words = s.samples * s.steps;
  const bool has_bias = call.w.size() > kInputBias;
  if (has_bias)
    for (Index i = 0; i < words; ++i)
      for (Index c = 0; c < s.columns; ++c)
        out[i * s.columns + c] = call.w[kInputBias].data[c] + (both ? call.w[kStateBias].data[c] : Real(0));
  gemm(words, s.columns, s.inputs, {call.x[0].data, s.inputs, 1}, input_weight_t, s.columns, out, s.columns, has_bias);
}

void project_state(const RecurrentSizes& s, StepRows h, const Real* state_weight_t, StepRows out) {
  if (h.data == nullptr) return;
  gemm(s.samples, s.columns, s.units, {h.data, h.stride, 1}, state_weight_t, s.columns, out.data, out.stride, true);
}

void backward_inputs(const OpCall& call, const OpGradients& gradients, const RecurrentSizes& s, const Real* dgates) {
  const Index words = s.samples * s.steps;
  gemm(s.columns, s.inputs, words, {dgates, 1, s.columns}, call.x[0].data, s.inputs, gradients.dw[kInputWeight].data,
       s.inputs, true);
  if (gradients.dx[0])
    gemm(words, s.inputs, s.columns, {dgates, s.columns, 1}, call.w[kInputWeight].data, s.inputs, gradients.dx[0].data,
         s.inputs, false);
  if (call.w.size() <= kInputBias) return;
  Real* db = gradients.dw[kInputBias].data;
  for (Index i = 0; i < words; ++i)
    for (Index c = 0; c < s.columns; ++c) db[c] += dgates[i * s.columns + c];
}

void backward_step(const OpCall& call, const RecurrentSizes& s, const Real* dgates, Index t, bool add, Real* dh) {
  gemm(s.samples, s.units, s.columns, {dgates + t * s.columns, s.steps * s.columns, 1}, call.w[kStateWeight].data,
       s.units, dh, s.units, add);
}

StepRows output_gradient(const OpGradients& gradients, const RecurrentSizes& s, Index t) {
  if (!s.last) return {gradients.dy.data + t * s.units, s.steps * s.units};
  return {t + 1 == s.steps ? gradients.dy.data : nullptr, s.units};
}

namespace detail {

void add_state_gradient(const OpGradients& gradients, const RecurrentSizes& s, const Real* dgates, Index t,
                        StepRows h) {
  if (h.data == nullptr) return;
  gemm(s.columns, s.units, s.samples, {dgates + t * s.columns, 1, s.steps * s.columns}, h.data, h.stride,
       gradients.dw[kStateWeight].data, s.units, true);
}

void add_state_bias_gradient(const OpCall& call, const OpGradients& gradients, const RecurrentSizes& s,
                             const Real* dgates) {
  if (call.w.size() <= kStateBias) return;
  Real* db = gradients.dw[kStateBias].data;
  for (Index i = 0; i < s.samples * s.steps; ++i)
    for (Index c = 0; c < s.columns; ++c) db[c] += dgates[i * s.columns + c];
}

}  // namespace detail

}  // namespace downhill
