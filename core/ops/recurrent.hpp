#pragma once
#include "core/ops/inputs.hpp"

/// What rnn, lstm and gru share: the parameters, the products with x and with the state, and their gradients.
/// Each of them has `gates` rows of pre-activations a unit: 1, 4 and 3.
namespace downhill {

enum { kUnits, kOutput, kCarry, kBias };  // the first four options
enum { kInputWeight, kStateWeight, kInputBias, kStateBias };

struct RecurrentSizes {
  Index samples, steps, inputs, units, gates;
  Index columns;  // gates units
  bool last;      // only the last step is the output
};

/// The numbers of one time step: sample n begins at data + n stride. No data: zeros.
struct StepRows {
  Real* data;
  Index stride;
};

RecurrentSizes recurrent_sizes(const OpCall& call, Index gates);

/// The plan, its scratch without what the op adds. `state` is kept from batch to batch, in units.
Result<OpPlan> infer_recurrent(std::span<const double> options, std::span<const Shape> x, Index gates, Index states);

/// Every weight once a step, also when only the last step is the output.
std::int64_t recurrent_multiply_adds(std::span<const Shape> x, const OpPlan& plan);

inline constexpr Choice kRecurrentOutputs[] = {{"sequence", {"Every step", "每一步"}},
                                               {"last", {"Last step", "最后一步"}}};

inline constexpr Choice kRecurrentInitializers[] = {
    {"net", {"As the net", "与网络相同"}}, {"identity", {"Identity", "单位"}}, {"orthogonal", {"Orthogonal", "正交"}}};

/// The first four options and the last; an op may have its own between them.
constexpr OptionSpec recurrent_units_option() {
  return {.name = "units",
          .label = {"Units", "单元数"},
          .help = {"How many numbers the memory holds.", "记忆中有多少个数。"},
          .kind = OptionKind::integer,
          .minimum = 1,
          .maximum = 4096,
          .initial = 16,
          .slider_minimum = 1,
          .slider_maximum = 128};
}

constexpr OptionSpec recurrent_output_option() {
  return {.name = "output",
          .label = {"Output", "输出"},
          .help = {"The memory after every step, or only after the last one.",
                   "输出每一步之后的记忆，还是只输出最后一步的。"},
          .kind = OptionKind::choice,
          .maximum = 1,
          .slider_maximum = 1,
          .choices = kRecurrentOutputs};
}

constexpr OptionSpec recurrent_carry_option() {
  return {.name = "carry",
          .label = {"Carry the state", "延续状态"},
          .help = {"Whether a batch goes on where the one before ended, for texts longer than a batch.",
                   "一批数据是否从上一批结束的地方继续，用于比一批更长的文本。"},
          .kind = OptionKind::boolean,
          .maximum = 1,
          .slider_maximum = 1};
}

constexpr OptionSpec recurrent_bias_option() {
  return {.name = "bias",
          .label = {"Bias", "偏置"},
          .help = {"Whether a number of its own is added to every sum.", "是否给每个和加上一个自己的数。"},
          .kind = OptionKind::boolean,
          .maximum = 1,
          .initial = 1,
          .slider_maximum = 1};
}

/// Every gate's square of recurrent weights begins with it.
/// Source   Le, Jaitly and Hinton 2015, arXiv:1504.00941 (identity, with ReLU); Saxe et al. 2013 (orthogonal)
constexpr OptionSpec recurrent_initializer_option() {
  return {.name = "recurrent_initializer",
          .label = {"Recurrent weights", "循环权重"},
          .help = {"How the weights from memory to memory begin: like all others, as a copy, or as a rotation.",
                   "从记忆到记忆的权重如何开始：与其他权重相同、原样复制，或只作旋转。"},
          .kind = OptionKind::choice,
          .maximum = 2,
          .slider_maximum = 2,
          .choices = kRecurrentInitializers};
}

/// w [rows,columns] transposed for the products forward; both weights.
void transpose_recurrent(const OpCall& call, const RecurrentSizes& s, Real* input_weight_t, Real* state_weight_t);

/// out [N T, gates units] = x w_ih^T + b_ih (+ b_hh when `both`)
void project_inputs(const OpCall& call, const RecurrentSizes& s, const Real* input_weight_t, bool both, Real* out);

/// out [N, gates units] of one step += h w_hh^T
void project_state(const RecurrentSizes& s, StepRows h, const Real* state_weight_t, StepRows out);

/// dw_ih, db_ih and dx from the gradients of the input's products, [N T, gates units].
void backward_inputs(const OpCall& call, const OpGradients& gradients, const RecurrentSizes& s, const Real* dgates);

/// dw_hh and db_hh from the gradients of the state's products; `before(t)` is the state before step t.
template <class Before>
void backward_state(const OpCall& call, const OpGradients& gradients, const RecurrentSizes& s, const Real* dgates,
                    Before before);

/// dh [N, units] = the step's dgates w_hh (added to dh when `add`)
void backward_step(const OpCall& call, const RecurrentSizes& s, const Real* dgates, Index t, bool add, Real* dh);

/// The gradient of the output of step t that comes from outside; no data when the step is not an output.
StepRows output_gradient(const OpGradients& gradients, const RecurrentSizes& s, Index t);

namespace detail {
void add_state_gradient(const OpGradients& gradients, const RecurrentSizes& s, const Real* dgates, Index t, StepRows h);
void add_state_bias_gradient(const OpCall& call, const OpGradients& gradients, const RecurrentSizes& s,
                             const Real* dgates);
}  // namespace detail

template <class Before>
void backward_state(const OpCall& call, const OpGradients& gradients, const RecurrentSizes& s, const Real* dgates,
                    Before before) {
  for (Index t = 0; t < s.steps; ++t) detail::add_state_gradient(gradients, s, dgates, t, before(t));
  detail::add_state_bias_gradient(call, gradients, s, dgates);
}

/// Cuts one block into parts.
struct Carver {
  Real* next;
  Real* take(Index count) {
    Real* part = next;
    next += count;
    return part;
  }
};

}  // namespace downhill
