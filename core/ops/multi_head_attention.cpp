#include <algorithm>
#include <cmath>

#include "core/kernels/gemm.hpp"
#include "core/ops/attention.hpp"

namespace downhill {
namespace {

enum { kHeads, kCausal, kMasked, kBias };
enum { kInWeight, kOutWeight, kInBias, kOutBias };
enum { kQ, kK, kV, kParts };

/// Which input each of q, k and v is made from: one is all three, of two the second is key and value.
std::size_t source_of(std::span<const double> options, std::size_t inputs, int part) {
  const std::size_t values = inputs - (options[kMasked] != 0 ? 1 : 0);
  return std::min(static_cast<std::size_t>(part), values - 1);
}

Attention attention_of(std::span<const double> options, const Shape& q, const Shape& k) {
  const auto width = static_cast<Index>(q[2]), heads = static_cast<Index>(options[kHeads]), part = width / heads;
  return {static_cast<Index>(q[0]),
          heads,
          static_cast<Index>(q[1]),
          static_cast<Index>(k[1]),
          part,
          part,
          width,
          width,
          width,
          width,
          options[kCausal] != 0,
          static_cast<Real>(1 / std::sqrt(static_cast<double>(part))),
          nullptr};
}

Result<OpPlan> infer(std::span<const double> options, std::span<const Shape> x) {
  const std::size_t mask = options[kMasked] != 0 ? 1 : 0;
  Status number = check_inputs(x, 1 + mask, 3 + mask);
  if (!number) return number.error();
  for (std::size_t i = 0; i + mask < x.size(); ++i) {
    Status rank = check_rank(x[i], 3, "[N,T,D]");
    if (!rank) return rank.error();
    const bool fits = x[i][0] == x[0][0] && x[i][2] == x[0][2] && (i < 2 || x[i][1] == x[1][1]);
    if (!fits)
      return make_error("", {"inputs [{}] and [{}] do not fit together", "输入 [{}] 与 [{}] 不相配"},
                        {to_string(x[i == 2 ? 1 : 0]), to_string(x[i])});
  }
  const Shape& keys = x[source_of(options, x.size(), kK)];
  if (mask != 0) {
    Status fits = check_mask(x.back(), keys);
    if (!fits) return fits.error();
  }
  const std::int64_t width = x[0][2], heads = static_cast<std::int64_t>(options[kHeads]);
  if (width % heads != 0)
    return make_error("", {"{} heads do not divide a width of {}", "{} 个头不能整除宽度 {}"},
                      {std::to_string(heads), std::to_string(width)});
  OpPlan plan{.y = x[0]};
  plan.parameters.push_back({.name = "in_proj_weight", .shape = {3 * width, width}, .fan_in = width, .fan_out = width});
  plan.parameters.push_back({.name = "out_proj_weight", .shape = {width, width}, .fan_in = width, .fan_out = width});
  if (options[kBias] != 0) {
    plan.parameters.push_back({.name = "in_proj_bias", .shape = {3 * width}, .is_weight = false});
    plan.parameters.push_back({.name = "out_proj_bias", .shape = {width}, .is_weight = false});
  }
  // Two transposed weights; q, k, v and the heads' answers, and their gradients; one input's gradient.
  const std::int64_t numbers = x[0].count(), key_numbers = keys.count();
  plan.scratch = 4 * width * width + 4 * (numbers + key_numbers) + std::max(numbers, key_numbers) +
                 attention_scratch(attention_of(options, x[0], keys));
  return plan;
}

/// The parts of scratch.
struct Parts {
  Attention a;
  Index width;
  Index rows[kParts];  // N T or N S
  const Real* x[kParts];
  std::size_t source[kParts];
  Real *in_weight_t, *out_weight_t;
  Real *projected[kParts], *dprojected[kParts], *answer, *danswer, *dx, *attention;

  explicit Parts(const OpCall& call)
      : a(attention_of(call.options, call.x[0].shape, call.x[source_of(call.options, call.x.size(), kK)].shape)) {
    if (call.options[kMasked] != 0) a.mask = call.x.back().data;
    width = a.heads * a.width;
    Real* next = call.scratch.data;
    const auto take = [&next](Index count) {
      Real* part = next;
      next += count;
      return part;
    };
    in_weight_t = take(3 * width * width);
    out_weight_t = take(width * width);
    for (int i = 0; i < kParts; ++i) {
      source[i] = source_of(call.options, call.x.size(), i);
      x[i] = call.x[source[i]].data;
      rows[i] = a.samples * (i == kQ ? a.queries : a.keys);
      projected[i] = take(rows[i] * width);
      dprojected[i] = take(rows[i] * width);
    }
    answer = take(rows[kQ] * width);
    danswer = take(rows[kQ] * width);
    dx = take(std::max(rows[kQ], rows[kK]) * width);
    attention = next;
  }
};

void project(const Real* x, Index rows, Index width, const Real* weight_t, const Real* bias, Real* out) {
  if (bias)
    for (Index r = 0; r < rows; ++r) std::copy_n(bias, width, out + r * width);
  gemm(rows, width, width, {x, width, 1}, weight_t, width, out, width, bias != nullptr);
}

void forward(const OpCall& call) {
  const Parts p(call);
  const Index width = p.width;
  const bool has_bias = call.w.size() > kInBias;
  for (Index i = 0; i < kParts; ++i) {
    Real* weight_t = p.in_weight_t + i * width * width;
    transpose(call.w[kInWeight].data + i * width * width, width, width, weight_t);
    project(p.x[i], p.rows[i], width, weight_t, has_bias ? call.w[kInBias].data + i * width : nullptr, p.projected[i]);
  }
  attention_forward(p.a, p.projected[kQ], p.projected[kK], p.projected[kV], p.attention, p.answer);
  transpose(call.w[kOutWeight].data, width, width, p.out_weight_t);
  project(p.answer, p.rows[kQ], width, p.out_weight_t, has_bias ? call.w[kOutBias].data : nullptr, call.y.data);
}

/// The gradients of y = x w^T + b: dw and db are added to; dx = dy w.
void backward_projection(const Real* x, Index rows, Index width, const Real* w, const Real* dy, Real* dw, Real* db,
                         Real* dx) {
  gemm(width, width, rows, {dy, 1, width}, x, width, dw, width, true);
  if (dx) gemm(rows, width, width, {dy, width, 1}, w, width, dx, width, false);
  for (Index r = 0; db && r < rows; ++r)
    for (Index d = 0; d < width; ++d) db[d] += dy[r * width + d];
}

void backward(const OpCall& call, const OpGradients& gradients) {
  const Parts p(call);
  const Index width = p.width;
  const bool has_bias = call.w.size() > kInBias;
  backward_projection(p.answer, p.rows[kQ], width, call.w[kOutWeight].data, gradients.dy.data,
                      gradients.dw[kOutWeight].data, has_bias ? gradients.dw[kOutBias].data : nullptr, p.danswer);
  attention_backward(p.a, p.projected[kQ], p.projected[kK], p.projected[kV], p.attention, p.danswer, p.dprojected[kQ],
                     p.dprojected[kK], p.dprojected[kV]);
  for (Index i = 0; i < kParts; ++i) {
    const View& dx = gradients.dx[p.source[i]];
    // An input that is query, key and value at once gets the sum of three gradients.
    const bool first = i == 0 || p.source[i] != p.source[i - 1];
    backward_projection(p.x[i], p.rows[i], width, call.w[kInWeight].data + i * width * width, p.dprojected[i],
                        gradients.dw[kInWeight].data + i * width * width,
                        has_bias ? gradients.dw[kInBias].data + i * width : nullptr,
                        !dx     ? nullptr
                        : first ? dx.data
                                : p.dx);
    if (!dx || first) continue;
    for (Index n = 0; n < p.rows[i] * width; ++n) dx.data[n] += p.dx[n];
  }
  if (p.a.mask && gradients.dx.back()) std::fill_n(gradients.dx.back().data, call.x.back().count(), Real(0));
}

const OptionSpec kOptions[] = {
    {.name = "heads",
     .label = {"Heads", "头数"},
     .help = {"How many questions are asked at once, each with its share of the width.",
              "同时提出多少个问题，每个分得一部分宽度。"},
     .kind = OptionKind::integer,
     .minimum = 1,
     .maximum = 64,
     .initial = 4,
     .slider_minimum = 1,
     .slider_maximum = 8},
    causal_option(),
    masked_option(),
    {.name = "bias",
     .label = {"Bias", "偏置"},
     .help = {"Whether the four products add numbers of their own.", "四个乘积是否各加上自己的数。"},
     .kind = OptionKind::boolean,
     .maximum = 1,
     .initial = 1,
     .slider_maximum = 1}};

const Sample kSamples[] = {{R"({"heads":2})", "2x3x4"},
                           {R"({"heads":1,"bias":false})", "1x1x1"},
                           {R"({"heads":3,"causal":true})", "2x4x6"},
                           {R"({"heads":2})", "2x3x4 2x5x4"},
                           {R"({"heads":2,"masked":true})", "2x3x4 2x3"},
                           {R"({"heads":2})", "2x2x4 2x3x4 2x3x4"}};

const Reject kRejects[] = {{R"({"heads":3})", "2x3x4", "3 heads do not divide a width of 4"},
                           {R"({"heads":0})", "2x3x4", "heads"},
                           {"{}", "2x3x4 2x5x3", "inputs [2x3x4] and [2x5x3] do not fit together"},
                           {R"({"masked":true})", "2x3x4 2x5", "needs a padding mask [2x3], got [2x5]"},
                           {"{}", "2x3", "[N,T,D]"},
                           {"{}", "2x3x4 2x3x4 2x3x4 2x3x4", "takes 1 to 3 inputs, got 4"}};

}  // namespace

/// Several attentions side by side, each with its own learned way to ask, to be found and to answer.
///   q, k, v = x w_in^T + b_in, cut into heads;  y = [softmax(q_h k_h^T / sqrt(D/heads)) v_h | ...] w_out^T + b_out
/// Shapes   x [N,T,D] (attention to itself), or with memory [N,S,D], or query, key and value; mask [N,S] when masked
///          w_in [3D,D]  w_out [D,D]  b_in [3D]  b_out [D]  y [N,T,D]
/// Errors   infer(): a width that the heads do not divide, inputs or a mask that do not fit
/// Cost     8 N T D D + 4 N T S D flops forward, twice that backward; keeps N heads T S probabilities; allocates nothing
/// Source   Vaswani et al. 2017, arXiv:1706.03762, section 3.2.2; torch.nn.MultiheadAttention (batch_first)
/// Not here dropout of the probabilities; keys and values of other widths
const OpInfo& multi_head_attention_op() {
  static const OpInfo info = {
      {.name = "multi_head_attention",
       .label = {"Multi-head attention", "多头注意力"},
       .summary = {"Several attentions side by side, each with its own learned way to ask and to answer.",
                   "几个注意力并排工作，各自学习如何提问和回答。"},
       .formula = "y = [softmax(q_h k_hᵀ / √d) v_h | …] w_outᵀ",
       .source = "Vaswani et al. 2017, arXiv:1706.03762; torch.nn.MultiheadAttention",
       .options = kOptions,
       .samples = kSamples,
       .rejects = kRejects},
      false,
      infer};
  return info;
}

const OpPasses& multi_head_attention_op_passes() {
  static const OpPasses passes = {forward, backward};
  return passes;
}

}  // namespace downhill
