#include <algorithm>
#include <cmath>

#include "core/ops/inputs.hpp"

namespace downhill {
namespace {

enum { kSinusoidal, kLearned };

Result<OpPlan> infer(std::span<const double> options, std::span<const Shape> x) {
  Status sequences = check_sequences(x);
  if (!sequences) return sequences.error();
  OpPlan plan{.y = x[0]};
  if (chosen(options, 0) == kLearned)
    plan.parameters.push_back({.name = "weight", .shape = {x[0][1], x[0][2]}, .fan_in = x[0][2], .fan_out = x[0][2]});
  else
    plan.scratch = x[0].sample_count();
  return plan;
}

/// The table of sines. From one time to the next the angle grows by the same step, so the pair (sin, cos) is turned by
/// it: two trigonometric functions a column, not a number.
void fill_sines(Index steps, Index width, Real* table) {
  for (Index d = 0; d < width; d += 2) {
    const double angle = std::pow(10000.0, -static_cast<double>(d) / static_cast<double>(width));
    const double turn_sin = std::sin(angle), turn_cos = std::cos(angle);
    double s = 0, c = 1;
    for (Index t = 0; t < steps; ++t) {
      table[t * width + d] = static_cast<Real>(s);
      if (d + 1 < width) table[t * width + d + 1] = static_cast<Real>(c);
      const double next = s * turn_cos + c * turn_sin;
      c = c * turn_cos - s * turn_sin;
      s = next;
    }
  }
}

void forward(const OpCall& call) {
  const Shape& shape = call.x[0].shape;
  const auto samples = static_cast<Index>(shape[0]), numbers = static_cast<Index>(shape.sample_count());
  if (call.w.empty()) fill_sines(static_cast<Index>(shape[1]), static_cast<Index>(shape[2]), call.scratch.data);
  const Real* table = call.w.empty() ? call.scratch.data : call.w[0].data;
  for (Index n = 0; n < samples; ++n) {
    const Real* x = call.x[0].data + n * numbers;
    Real* y = call.y.data + n * numbers;
    for (Index i = 0; i < numbers; ++i) y[i] = x[i] + table[i];
  }
}

void backward(const OpCall& call, const OpGradients& gradients) {
  const Shape& shape = call.x[0].shape;
  const auto samples = static_cast<Index>(shape[0]), numbers = static_cast<Index>(shape.sample_count());
  // dx = dy,  dw = sum of dy over the batch
  if (gradients.dx[0]) std::copy_n(gradients.dy.data, samples * numbers, gradients.dx[0].data);
  for (Index n = 0; !call.w.empty() && n < samples; ++n)
    for (Index i = 0; i < numbers; ++i) gradients.dw[0].data[i] += gradients.dy.data[n * numbers + i];
}

constexpr Choice kKinds[] = {{"sinusoidal", {"Sinusoidal", "正弦"}}, {"learned", {"Learned", "可学习"}}};

const OptionSpec kOptions[] = {{.name = "kind",
                                .label = {"Kind", "种类"},
                                .help = {"Fixed waves of many lengths, or learned numbers for every place.",
                                         "固定的多种波长的正弦，还是为每个位置学习一组数。"},
                                .kind = OptionKind::choice,
                                .maximum = 1,
                                .slider_maximum = 1,
                                .choices = kKinds}};

const Sample kSamples[] = {{"{}", "2x5x4"}, {"{}", "1x7x3"}, {"{}", "1x1x1"}, {R"({"kind":"learned"})", "3x2x5"}};

const Reject kRejects[] = {{R"({"kind":"rotary"})", "2x5x4", "sinusoidal, learned"},
                           {"{}", "2x5", "[N,T,D]"},
                           {"{}", "2x5x4 2x5x4", "one input"}};

}  // namespace

/// Tells every word its place in the sentence, by adding a pattern that no other place has.
///   y[t,2d] = x + sin(t / 10000^(2d/D)),  y[t,2d+1] = x + cos(t / 10000^(2d/D));  learned: y[t] = x[t] + w[t]
/// Shapes   x and y [N,T,D]  w [T,D] when learned
/// Errors   infer(): not sequences
/// Cost     one addition a number, a turn for each of T D/2 pairs; keeps the table; allocates nothing
/// Source   Vaswani et al. 2017, arXiv:1706.03762, section 3.5
/// Not here rotary and relative encodings; the factor sqrt(D) before it (see scale)
const OpInfo& positional_encoding_op() {
  static const OpInfo info = {{.name = "positional_encoding",
                               .label = {"Positional encoding", "位置编码"},
                               .summary = {"Tells every word its place in the sentence by adding a pattern.",
                                           "加上一种图案，告诉每个词它在句子中的位置。"},
                               .formula = "y[t,2d] = x[t,2d] + sin(t / 10000^(2d/D))",
                               .source = "Vaswani et al. 2017, arXiv:1706.03762",
                               .options = kOptions,
                               .samples = kSamples,
                               .rejects = kRejects},
                              false,
                              infer,
                              {},
                              [](std::span<const Shape>, const OpPlan&) { return std::int64_t(0); }};
  return info;
}

const OpPasses& positional_encoding_op_passes() {
  static const OpPasses passes = {forward, backward};
  return passes;
}

}  // namespace downhill
