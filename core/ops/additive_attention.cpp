#include <algorithm>
#include <cmath>
#include <limits>

#include "core/kernels/gemm.hpp"
#include "core/kernels/vector_math.hpp"
#include "core/ops/attention.hpp"

namespace downhill {
namespace {

enum { kUnits, kMasked };
enum { kQueryWeight, kMemoryWeight, kScore };
enum { kQuery, kMemory, kMask };

struct Sizes {
  Index samples, queries, keys, query_width, width, units;
};

Sizes sizes_of(std::span<const double> options, std::span<const Shape> x) {
  return {static_cast<Index>(x[kQuery][0]), static_cast<Index>(x[kQuery][1]),  static_cast<Index>(x[kMemory][1]),
          static_cast<Index>(x[kQuery][2]), static_cast<Index>(x[kMemory][2]), static_cast<Index>(options[kUnits])};
}

Sizes sizes_of(const OpCall& call) {
  const Shape shapes[] = {call.x[kQuery].shape, call.x[kMemory].shape};
  return sizes_of(call.options, shapes);
}

/// The parts of scratch: what is kept of every sample, and room to work in.
struct Parts {
  Real *query_weight_t, *memory_weight_t;
  Real *query, *memory;  // projected: [N,T,A] and [N,S,A]
  Real *dquery, *dmemory;
  Real *probabilities, *thoughts;  // [N,T,S] and tanh(...) [N,T,S,A]
  Real *ds, *memory_t;             // of one sample: [T,S] and [E,S]

  Parts(const Sizes& s, Real* next) {
    const auto take = [&next](Index count) {
      Real* part = next;
      next += count;
      return part;
    };
    query_weight_t = take(s.units * s.query_width);
    memory_weight_t = take(s.units * s.width);
    query = take(s.samples * s.queries * s.units);
    dquery = take(s.samples * s.queries * s.units);
    memory = take(s.samples * s.keys * s.units);
    dmemory = take(s.samples * s.keys * s.units);
    probabilities = take(s.samples * s.queries * s.keys);
    thoughts = take(s.samples * s.queries * s.keys * s.units);
    ds = take(s.queries * s.keys);
    memory_t = take(s.keys * s.width);
  }
};

Result<OpPlan> infer(std::span<const double> options, std::span<const Shape> x) {
  const std::size_t wanted = options[kMasked] != 0 ? 3 : 2;
  Status number = check_inputs(x, wanted, wanted);
  if (!number) return number.error();
  for (std::size_t i = 0; i < 2; ++i) {
    Status rank = check_rank(x[i], 3, "[N,T,D]");
    if (!rank) return rank.error();
  }
  if (x[kQuery][0] != x[kMemory][0])
    return make_error("", {"inputs [{}] and [{}] do not fit together", "输入 [{}] 与 [{}] 不相配"},
                      {to_string(x[kQuery]), to_string(x[kMemory])});
  if (options[kMasked] != 0) {
    Status mask = check_mask(x[kMask], x[kMemory]);
    if (!mask) return mask.error();
  }
  const std::int64_t n = x[kQuery][0], t = x[kQuery][1], d = x[kQuery][2], s = x[kMemory][1], e = x[kMemory][2];
  const auto units = static_cast<std::int64_t>(options[kUnits]);
  if (n * t * s > kLargestTensor / (1 + units))
    return make_error("", {"compares {} pairs in {} numbers each: too many", "比较 {} 对、每对 {} 个数：太多"},
                      {std::to_string(n * t * s), std::to_string(units)});
  OpPlan plan{.y = {n, t, e}};
  plan.parameters.push_back({.name = "query_weight", .shape = {units, d}, .fan_in = d, .fan_out = units});
  plan.parameters.push_back({.name = "memory_weight", .shape = {units, e}, .fan_in = e, .fan_out = units});
  plan.parameters.push_back({.name = "score", .shape = {units}, .fan_in = units, .fan_out = 1});
  plan.scratch = units * (d + e) + 2 * n * (t + s) * units + n * t * s * (1 + units) + t * s + s * e;
  return plan;
}

/// Scores become probabilities; hidden ones get none.
void softmax_row(const Real* mask, Index keys, Real* row) {
  Real largest = -std::numeric_limits<Real>::infinity();
  for (Index j = 0; j < keys; ++j)
    if (mask == nullptr || mask[j] > Real(0.5)) largest = row[j] <= largest ? largest : row[j];
  Real sum = 0;
  for (Index j = 0; j < keys; ++j) {
    row[j] = mask == nullptr || mask[j] > Real(0.5) ? std::exp(row[j] - largest) : Real(0);
    sum += row[j];
  }
  for (Index j = 0; sum != 0 && j < keys; ++j) row[j] /= sum;
}

void forward(const OpCall& call) {
  const Sizes s = sizes_of(call);
  const Parts p(s, call.scratch.data);
  const Real *x = call.x[kQuery].data, *memory = call.x[kMemory].data, *score = call.w[kScore].data;
  transpose(call.w[kQueryWeight].data, s.units, s.query_width, p.query_weight_t);
  transpose(call.w[kMemoryWeight].data, s.units, s.width, p.memory_weight_t);
  gemm(s.samples * s.queries, s.units, s.query_width, {x, s.query_width, 1}, p.query_weight_t, s.units, p.query,
       s.units, false);
  gemm(s.samples * s.keys, s.units, s.width, {memory, s.width, 1}, p.memory_weight_t, s.units, p.memory, s.units,
       false);
  for (Index n = 0; n < s.samples; ++n) {
    const Real* mask = call.options[kMasked] != 0 ? call.x[kMask].data + n * s.keys : nullptr;
    for (Index i = n * s.queries; i < (n + 1) * s.queries; ++i) {
      Real* row = p.probabilities + i * s.keys;
      for (Index j = 0; j < s.keys; ++j) {
        const Real *q = p.query + i * s.units, *k = p.memory + (n * s.keys + j) * s.units;
        Real* thought = p.thoughts + (i * s.keys + j) * s.units;
        for (Index a = 0; a < s.units; ++a) thought[a] = q[a] + k[a];
        vector_tanh(thought, thought, s.units);
        row[j] = 0;
        for (Index a = 0; a < s.units; ++a) row[j] += score[a] * thought[a];
      }
      softmax_row(mask, s.keys, row);
    }
    gemm(s.queries, s.width, s.keys, {p.probabilities + n * s.queries * s.keys, s.keys, 1},
         memory + n * s.keys * s.width, s.width, call.y.data + n * s.queries * s.width, s.width, false);
  }
}

/// ds of one sample from dy: y = p memory, p = softmax(scores).
void backward_scores(const Sizes& s, const Parts& p, const Real* probabilities, const Real* memory, const Real* dy) {
  transpose(memory, s.keys, s.width, p.memory_t);
  gemm(s.queries, s.keys, s.width, {dy, s.width, 1}, p.memory_t, s.keys, p.ds, s.keys, false);
  for (Index i = 0; i < s.queries; ++i) {
    Real* row = p.ds + i * s.keys;
    const Real* share = probabilities + i * s.keys;
    Real sum = 0;
    for (Index j = 0; j < s.keys; ++j) sum += share[j] * row[j];
    for (Index j = 0; j < s.keys; ++j) row[j] = share[j] * (row[j] - sum);
  }
}

void backward(const OpCall& call, const OpGradients& gradients) {
  const Sizes s = sizes_of(call);
  const Parts p(s, call.scratch.data);
  const Real *x = call.x[kQuery].data, *memory = call.x[kMemory].data, *score = call.w[kScore].data;
  Real *dx = gradients.dx[kQuery].data, *dmemory = gradients.dx[kMemory].data, *dscore = gradients.dw[kScore].data;
  std::fill_n(p.dquery, s.samples * s.queries * s.units, Real(0));
  std::fill_n(p.dmemory, s.samples * s.keys * s.units, Real(0));
  for (Index n = 0; n < s.samples; ++n) {
    const Real* dy = gradients.dy.data + n * s.queries * s.width;
    const Real* probabilities = p.probabilities + n * s.queries * s.keys;
    backward_scores(s, p, probabilities, memory + n * s.keys * s.width, dy);
    // score = v tanh(q + k):  dv = ds tanh,  dq and dk = ds v (1 - tanh^2)
    for (Index i = 0; i < s.queries; ++i)
      for (Index j = 0; j < s.keys; ++j) {
        const Real ds = p.ds[i * s.keys + j];
        const Real* thought = p.thoughts + ((n * s.queries + i) * s.keys + j) * s.units;
        Real *dq = p.dquery + (n * s.queries + i) * s.units, *dk = p.dmemory + (n * s.keys + j) * s.units;
        for (Index a = 0; a < s.units; ++a) {
          const Real slope = ds * score[a] * (1 - thought[a] * thought[a]);
          dscore[a] += ds * thought[a];
          dq[a] += slope;
          dk[a] += slope;
        }
      }
    if (dmemory)  // as values
      gemm(s.keys, s.width, s.queries, {probabilities, 1, s.keys}, dy, s.width, dmemory + n * s.keys * s.width, s.width,
           false);
  }
  const Index queries = s.samples * s.queries, keys = s.samples * s.keys;
  gemm(s.units, s.query_width, queries, {p.dquery, 1, s.units}, x, s.query_width, gradients.dw[kQueryWeight].data,
       s.query_width, true);
  gemm(s.units, s.width, keys, {p.dmemory, 1, s.units}, memory, s.width, gradients.dw[kMemoryWeight].data, s.width,
       true);
  if (dx)
    gemm(queries, s.query_width, s.units, {p.dquery, s.units, 1}, call.w[kQueryWeight].data, s.query_width, dx,
         s.query_width, false);
  if (dmemory)  // as keys
    gemm(keys, s.width, s.units, {p.dmemory, s.units, 1}, call.w[kMemoryWeight].data, s.width, dmemory, s.width, true);
  if (gradients.dx.size() > kMask && gradients.dx[kMask])
    std::fill_n(gradients.dx[kMask].data, call.x[kMask].count(), Real(0));
}

const OptionSpec kOptions[] = {
    {.name = "units",
     .label = {"Units", "单元数"},
     .help = {"How many numbers query and memory are compared in.", "查询与记忆在多少个数上进行比较。"},
     .kind = OptionKind::integer,
     .minimum = 1,
     .maximum = 1024,
     .initial = 16,
     .slider_minimum = 1,
     .slider_maximum = 64},
    masked_option()};

const Sample kSamples[] = {{R"({"units":3})", "2x3x4 2x5x2"},
                           {R"({"units":4,"masked":true})", "2x2x3 2x4x3 2x4"},
                           {R"({"units":1})", "1x1x1 1x1x1"}};

const Reject kRejects[] = {{R"({"units":0})", "2x3x4 2x5x4", "units"},
                           {"{}", "2x3x4", "takes 2 inputs, got 1"},
                           {"{}", "2x3x4 3x5x4", "inputs [2x3x4] and [3x5x4] do not fit together"},
                           {R"({"masked":true})", "2x3x4 2x5x4 2x3", "needs a padding mask [2x5], got [2x3]"},
                           {"{}", "2x3 2x3", "[N,T,D]"}};

const InputKind kInputs[] = {InputKind::value, InputKind::value, InputKind::mask};

}  // namespace

/// A small network compares every query with every place of a memory, and mixes the memory by the answers.
///   s_ij = v tanh(w_q q_i + w_m m_j),  y_i = sum_j softmax(s_i)_j m_j
/// Shapes   q [N,T,D]  m [N,S,E]  mask [N,S] when masked  w_q [A,D]  w_m [A,E]  v [A]  y [N,T,E]
/// Errors   infer(): another number of inputs, batches or a mask that do not fit
/// Cost     N T S (4 A + 2 E) flops and N T S A tanh forward; keeps them; allocates nothing
/// Source   Bahdanau, Cho and Bengio 2014, arXiv:1409.0473, appendix A.1.2, without biases
const OpInfo& additive_attention_op() {
  static const OpInfo info = {
      {.name = "additive_attention",
       .label = {"Additive attention", "加性注意力"},
       .summary =
           {"A small network compares every query with every place of a memory, and mixes the memory by the answers.",
            "用一个小网络把每个查询与记忆的每一处比较，再按结果混合记忆。"},
       .formula = "s_ij = v tanh(w_q q_i + w_m m_j)",
       .source = "Bahdanau, Cho and Bengio 2014, arXiv:1409.0473",
       .options = kOptions,
       .samples = kSamples,
       .rejects = kRejects},
      false,
      infer,
      kInputs};
  return info;
}

const OpPasses& additive_attention_op_passes() {
  static const OpPasses passes = {forward, backward};
  return passes;
}

}  // namespace downhill
