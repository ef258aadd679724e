#include <algorithm>
#include <cmath>

#include "core/ops/attention.hpp"

namespace downhill {
namespace {

enum { kCausal, kMasked };
enum { kQuery, kKey, kValue, kMask };

Attention attention_of(std::span<const double> options, const Shape& q, const Shape& k, const Shape& v) {
  const auto width = static_cast<Index>(q[2]), value_width = static_cast<Index>(v[2]);
  return {static_cast<Index>(q[0]),
          1,
          static_cast<Index>(q[1]),
          static_cast<Index>(k[1]),
          width,
          value_width,
          width,
          width,
          value_width,
          value_width,
          options[kCausal] != 0,
          static_cast<Real>(1 / std::sqrt(static_cast<double>(width))),
          nullptr};
}

Attention attention_of(const OpCall& call) {
  Attention a = attention_of(call.options, call.x[kQuery].shape, call.x[kKey].shape, call.x[kValue].shape);
  if (call.options[kMasked] != 0) a.mask = call.x[kMask].data;
  return a;
}

Result<OpPlan> infer(std::span<const double> options, std::span<const Shape> x) {
  const bool masked = options[kMasked] != 0;
  const std::size_t wanted = masked ? 4 : 3;
  Status number = check_inputs(x, wanted, wanted);
  if (!number) return number.error();
  for (int i = kQuery; i <= kValue; ++i) {
    Status rank = check_rank(x[static_cast<std::size_t>(i)], 3, "[N,T,D]");
    if (!rank) return rank.error();
  }
  const bool fit = x[kQuery][0] == x[kKey][0] && x[kQuery][2] == x[kKey][2] && x[kKey][0] == x[kValue][0] &&
                   x[kKey][1] == x[kValue][1];
  if (!fit)
    return make_error(
        "", {"query [{}], key [{}] and value [{}] do not fit together", "查询 [{}]、键 [{}] 与值 [{}] 不相配"},
        {to_string(x[kQuery]), to_string(x[kKey]), to_string(x[kValue])});
  if (masked) {
    Status mask = check_mask(x[kMask], x[kKey]);
    if (!mask) return mask.error();
  }
  OpPlan plan{.y = {x[kQuery][0], x[kQuery][1], x[kValue][2]}};
  const Attention a = attention_of(options, x[kQuery], x[kKey], x[kValue]);
  // Behind it, room for gradients that nobody wants.
  plan.scratch = attention_scratch(a) + x[kQuery].count() + x[kKey].count() + x[kValue].count();
  return plan;
}

void forward(const OpCall& call) {
  attention_forward(attention_of(call), call.x[kQuery].data, call.x[kKey].data, call.x[kValue].data, call.scratch.data,
                    call.y.data);
}

void backward(const OpCall& call, const OpGradients& gradients) {
  const Attention a = attention_of(call);
  Real* spare = call.scratch.data + static_cast<Index>(attention_scratch(a));
  Real* d[3];
  for (std::size_t i = 0; i < 3; ++i) {
    d[i] = gradients.dx[i] ? gradients.dx[i].data : spare;
    spare += call.x[i].count();
  }
  attention_backward(a, call.x[kQuery].data, call.x[kKey].data, call.x[kValue].data, call.scratch.data,
                     gradients.dy.data, d[kQuery], d[kKey], d[kValue]);
  if (a.mask && gradients.dx[kMask]) std::fill_n(gradients.dx[kMask].data, call.x[kMask].count(), Real(0));
}

const OptionSpec kOptions[] = {causal_option(), masked_option()};

const Sample kSamples[] = {{"{}", "2x3x4 2x5x4 2x5x3"},
                           {R"({"causal":true})", "2x4x3 2x4x3 2x4x3"},
                           {R"({"masked":true})", "3x2x3 3x4x3 3x4x2 3x4"},
                           {R"({"causal":true,"masked":true})", "2x5x2 2x5x2 2x5x4 2x5"},
                           {"{}", "1x1x1 1x1x1 1x1x1"}};

const Reject kRejects[] = {
    {"{}", "2x3x4", "takes 3 inputs, got 1"},
    {R"({"masked":true})", "2x3x4 2x3x4 2x3x4", "takes 4 inputs, got 3"},
    {"{}", "2x3x4 2x5x3 2x5x3", "query [2x3x4], key [2x5x3] and value [2x5x3] do not fit together"},
    {R"({"masked":true})", "2x3x4 2x5x4 2x5x4 2x3", "needs a padding mask [2x5], got [2x3]"},
    {"{}", "2x3 2x3 2x3", "[N,T,D]"}};

const InputKind kInputs[] = {InputKind::value, InputKind::value, InputKind::value, InputKind::mask};

}  // namespace

/// Every query looks for the keys it is most like, and takes home a mixture of their values.
///   y = softmax(q k^T / sqrt(D)) v
/// Shapes   q [N,T,D]  k [N,S,D]  v [N,S,E]  mask [N,S] when masked  y [N,T,E]
/// Errors   infer(): another number of inputs, lengths or a mask that do not fit
/// Cost     2 N T S (D + E) flops forward, twice that backward; keeps N T S probabilities; allocates nothing
/// Source   Vaswani et al. 2017, arXiv:1706.03762, equation 1; torch.nn.functional.scaled_dot_product_attention
/// Not here a query that sees no key gives zeros, where PyTorch gives NaN
const OpInfo& scaled_dot_product_attention_op() {
  static const OpInfo info = {
      {.name = "scaled_dot_product_attention",
       .label = {"Attention", "注意力"},
       .summary = {"Every query looks for the keys it is most like, and takes home a mixture of their values.",
                   "每个查询寻找与它最像的键，并带回相应值的混合。"},
       .formula = "y = softmax(q kᵀ / √D) v",
       .source = "Vaswani et al. 2017, arXiv:1706.03762; torch scaled_dot_product_attention",
       .options = kOptions,
       .samples = kSamples,
       .rejects = kRejects},
      false,
      infer,
      kInputs};
  return info;
}

const OpPasses& scaled_dot_product_attention_op_passes() {
  static const OpPasses passes = {forward, backward};
  return passes;
}

}  // namespace downhill
