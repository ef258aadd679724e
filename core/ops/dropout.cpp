#include <algorithm>

#include "core/ops/inputs.hpp"

namespace downhill {
namespace {

enum { kRate, kScaling };
enum { kInverted, kBook };

Result<OpPlan> infer(std::span<const double>, std::span<const Shape> x) {
  Status one = check_one_input(x);
  if (!one) return one.error();
  return OpPlan{.y = x[0], .scratch = x[0].count()};  // what each number was multiplied by
}

/// One draw of 64 bits decides over two numbers: each is dropped when its 32 bits lie below rate 2^32.
void draw_mask(const OpCall& call, Index count, Real kept) {
  const auto limit = static_cast<std::uint64_t>(call.options[kRate] * 4294967296.0);
  Real* mask = call.scratch.data;
  Index i = 0;
  for (; i + 2 <= count; i += 2) {
    const std::uint64_t bits = call.rng->next();
    mask[i] = (bits >> 32) < limit ? 0 : kept;
    mask[i + 1] = (bits & 0xffffffffu) < limit ? 0 : kept;
  }
  if (i < count) mask[i] = (call.rng->next() >> 32) < limit ? 0 : kept;
}

/// What every number is multiplied by when nothing is dropped.
Real evaluation_factor(const OpCall& call) {
  return chosen(call.options, kScaling) == kBook ? static_cast<Real>(1 - call.options[kRate]) : Real(1);
}

void forward(const OpCall& call) {
  const auto count = static_cast<Index>(call.y.count());
  const Real* x = call.x[0].data;
  Real* y = call.y.data;
  if (!call.training) {
    const Real factor = evaluation_factor(call);
    for (Index i = 0; i < count; ++i) y[i] = factor * x[i];
    return;
  }
  draw_mask(call, count,
            chosen(call.options, kScaling) == kBook ? Real(1) : static_cast<Real>(1 / (1 - call.options[kRate])));
  const Real* mask = call.scratch.data;
  for (Index i = 0; i < count; ++i) y[i] = mask[i] * x[i];
}

void backward(const OpCall& call, const OpGradients& gradients) {
  if (!gradients.dx[0]) return;
  const auto count = static_cast<Index>(call.y.count());
  const Real *mask = call.scratch.data, *dy = gradients.dy.data;
  Real* dx = gradients.dx[0].data;
  const Real factor = evaluation_factor(call);
  // dy/dx = the same mask
  for (Index i = 0; i < count; ++i) dx[i] = (call.training ? mask[i] : factor) * dy[i];
}

constexpr Choice kScalings[] = {{"inverted", {"While training (inverted)", "训练时放大（inverted）"}},
                                {"book", {"While testing (as in the book)", "测试时缩小（书中的做法）"}}};

const OptionSpec kOptions[] = {
    {.name = "rate",
     .label = {"Dropout rate", "丢弃率"},
     .help = {"The share of numbers that are dropped; more force the others to cope alone.",
              "被丢弃的比例；越大，其余神经元越要独立工作。"},
     .minimum = 0,
     .maximum = 0.95,
     .initial = 0.5,
     .slider_minimum = 0,
     .slider_maximum = 0.9},
    {.name = "scaling",
     .label = {"Scaling", "缩放"},
     .help = {"When the sizes are put right: for those that stay while training, or for all while testing.",
              "何时修正大小：训练时放大留下的数，还是测试时缩小所有的数。"},
     .kind = OptionKind::choice,
     .maximum = 1,
     .slider_maximum = 1,
     .choices = kScalings}};

const Sample kSamples[] = {{"{}", "3x4"},
                           {R"({"rate":0.2})", "2x3x2x2"},
                           {R"({"rate":0.3,"scaling":"book"})", "5x7"},
                           {R"({"rate":0})", "1x1"}};

const Reject kRejects[] = {{R"({"rate":1})", "3x4", "0.95"},
                           {R"({"rate":-0.1})", "3x4", "rate"},
                           {R"({"scaling":"none"})", "3x4", "inverted, book"},
                           {"{}", "3x4 3x4", "one input"}};

}  // namespace

/// Switches off a random part of the numbers while training, so that no neuron can rely on one other alone.
///   inverted: y = m x / (1 - p) while training, y = x else;  book: y = m x while training, y = (1 - p) x else;  P(m = 0) = p
/// Shapes   x and y the same, any
/// Errors   infer(): not one input
/// Cost     half a random number and one multiplication a number; keeps the mask; allocates nothing
/// Source   Srivastava et al. 2014, JMLR 15; inverted: torch.nn.Dropout; book: deep-learning-from-scratch, common/layers.py
const OpInfo& dropout_op() {
  static const OpInfo info = {
      {.name = "dropout",
       .label = {"Dropout", "随机失活"},
       .summary =
           {"Switches off a random part of the numbers while training, so that no neuron relies on one other alone.",
            "训练时随机关掉一部分数，使任何神经元都不能只依赖另一个。"},
       .formula = "y = m x / (1 − p)",
       .source = "Srivastava et al. 2014, JMLR 15; torch.nn.Dropout",
       .options = kOptions,
       .samples = kSamples,
       .rejects = kRejects},
      false,
      infer};
  return info;
}

const OpPasses& dropout_op_passes() {
  static const OpPasses passes = {forward, backward};
  return passes;
}

}  // namespace downhill
