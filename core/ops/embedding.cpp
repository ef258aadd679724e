#include <algorithm>

#include "core/ops/inputs.hpp"

namespace downhill {
namespace {

enum { kVocabulary, kWidth };

Result<OpPlan> infer(std::span<const double> options, std::span<const Shape> x) {
  Status one = check_one_input(x);
  if (!one) return one.error();
  Status rank = check_rank(x[0], 2, "[N,T]");
  if (!rank) return rank.error();
  const auto words = static_cast<std::int64_t>(options[kVocabulary]),
             width = static_cast<std::int64_t>(options[kWidth]);
  OpPlan plan{.y = {x[0][0], x[0][1], width}};
  plan.parameters.push_back({.name = "weight", .shape = {words, width}, .fan_in = width, .fan_out = width});
  return plan;
}

/// The row of a word. Data are checked where they come in; here no number, not even NaN, may leave the table.
Index row_of(Real word, Index words) {
  const Real last = static_cast<Real>(words - 1);
  return static_cast<Index>((word > 0 ? std::min(word, last) : Real(0)) + Real(0.5));
}

void forward(const OpCall& call) {
  const auto count = static_cast<Index>(call.x[0].count());
  const auto words = static_cast<Index>(call.w[0].shape[0]), width = static_cast<Index>(call.w[0].shape[1]);
  for (Index i = 0; i < count; ++i)
    std::copy_n(call.w[0].data + row_of(call.x[0].data[i], words) * width, width, call.y.data + i * width);
}

void backward(const OpCall& call, const OpGradients& gradients) {
  const auto count = static_cast<Index>(call.x[0].count());
  const auto words = static_cast<Index>(call.w[0].shape[0]), width = static_cast<Index>(call.w[0].shape[1]);
  // Each row gets what its words got; a word's number has no slope.
  for (Index i = 0; i < count; ++i) {
    Real* dw = gradients.dw[0].data + row_of(call.x[0].data[i], words) * width;
    const Real* dy = gradients.dy.data + i * width;
    for (Index d = 0; d < width; ++d) dw[d] += dy[d];
  }
  if (gradients.dx[0]) std::fill_n(gradients.dx[0].data, count, Real(0));
}

const OptionSpec kOptions[] = {
    {.name = "vocabulary",
     .label = {"Vocabulary", "词汇量"},
     .help = {"How many different words or characters there are.", "一共有多少个不同的词或字符。"},
     .kind = OptionKind::integer,
     .minimum = 1,
     .maximum = 65536,
     .initial = 64,
     .slider_minimum = 2,
     .slider_maximum = 256,
     .logarithmic = true},
    {.name = "width",
     .label = {"Width", "宽度"},
     .help = {"How many numbers describe one word.", "用多少个数描述一个词。"},
     .kind = OptionKind::integer,
     .minimum = 1,
     .maximum = 4096,
     .initial = 16,
     .slider_minimum = 1,
     .slider_maximum = 128}};

const Sample kSamples[] = {{R"({"vocabulary":5,"width":3})", "2x4"},
                           {R"({"vocabulary":1,"width":1})", "1x1"},
                           {R"({"vocabulary":11,"width":6})", "3x7"}};

const Reject kRejects[] = {{R"({"vocabulary":0})", "2x4", "vocabulary"},
                           {R"({"width":5000})", "2x4", "4096"},
                           {"{}", "2x4x3", "[N,T]"},
                           {"{}", "2x4 2x4", "one input"}};

const InputKind kInputs[] = {InputKind::index};

}  // namespace

/// Looks up a learned row of numbers for every word.
///   y[n,t] = w[x[n,t]]
/// Shapes   x [N,T], whole numbers from 0 to V-1  w [V,D]  y [N,T,D]
/// Errors   infer(): an input that is not [N,T]; a word outside the table is read as the nearest one
/// Cost     one copy a number; allocates nothing
/// Source   Bengio et al. 2003, JMLR 3; torch.nn.Embedding
/// Not here a padding word whose row is not learned
const OpInfo& embedding_op() {
  static const OpInfo info = {
      {.name = "embedding",
       .label = {"Embedding", "嵌入"},
       .summary = {"Looks up a learned row of numbers for every word.", "为每个词查出一行学到的数。"},
       .formula = "y[t] = w[x[t]]",
       .source = "Bengio et al. 2003, JMLR 3; torch.nn.Embedding",
       .options = kOptions,
       .samples = kSamples,
       .rejects = kRejects},
      false,
      infer,
      kInputs,
      [](std::span<const Shape>, const OpPlan&) { return std::int64_t(0); }};
  return info;
}

const OpPasses& embedding_op_passes() {
  static const OpPasses passes = {forward, backward};
  return passes;
}

}  // namespace downhill
