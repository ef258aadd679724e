#include "core/ops/op.hpp"

namespace downhill {
namespace {

Result<OpPlan> infer(std::span<const double> options, std::span<const Shape> x) {
  if (x.size() != 1)
    return make_error("", {"takes one input, got {}", "只接受一个输入，得到 {} 个"}, {std::to_string(x.size())});
  if (x[0].rank() < 2)
    return make_error("", {"needs an input [N,D], got [{}]", "需要形状为 [N,D] 的输入，得到 [{}]"}, {to_string(x[0])});
  const int last = x[0].rank() - 1;
  const auto pieces = static_cast<std::int64_t>(options[0]);
  if (x[0][last] % pieces != 0)
    return make_error("", {"cannot cut {} inputs into pieces of {}", "无法把 {} 个输入按每组 {} 个分组"},
                      {std::to_string(x[0][last]), std::to_string(pieces)});
  Shape y = x[0];
  y.set(last, x[0][last] / pieces);
  return OpPlan{.y = y};
}

/// Where the largest of `pieces` numbers is; the first one wins a tie.
Index largest(const Real* x, Index pieces) {
  Index best = 0;
  for (Index k = 1; k < pieces; ++k)
    if (!(x[k] <= x[best])) best = k;  // a NaN wins and is seen
  return best;
}

void forward(const OpCall& call) {
  const Index count = static_cast<Index>(call.y.count());
  const Index pieces = static_cast<Index>(call.options[0]);
  const Real* x = call.x[0].data;
  Real* y = call.y.data;
  for (Index i = 0; i < count; ++i) y[i] = x[i * pieces + largest(x + i * pieces, pieces)];
}

void backward(const OpCall& call, const OpGradients& gradients) {
  if (!gradients.dx[0]) return;
  const Index count = static_cast<Index>(call.y.count());
  const Index pieces = static_cast<Index>(call.options[0]);
  const Real* x = call.x[0].data;
  const Real* dy = gradients.dy.data;
  Real* dx = gradients.dx[0].data;
  // dy/dx = 1 for the largest of a piece, 0 for the others
  for (Index i = 0; i < count; ++i) {
    for (Index k = 0; k < pieces; ++k) dx[i * pieces + k] = 0;
    dx[i * pieces + largest(x + i * pieces, pieces)] = dy[i];
  }
}

const OptionSpec kOptions[] = {{.name = "pieces",
                                .label = {"Pieces", "段数"},
                                .help = {"How many inputs compete for one output; more can bend the curve more often.",
                                         "多少个输入竞争一个输出；越多，曲线能弯折得越多。"},
                                .kind = OptionKind::integer,
                                .minimum = 1,
                                .maximum = 64,
                                .initial = 2,
                                .slider_minimum = 1,
                                .slider_maximum = 8}};

const Sample kSamples[] = {{"{}", "3x4"},
                           {R"({"pieces":1})", "1x1"},
                           {R"({"pieces":3})", "5x9"},
                           {R"({"pieces":5})", "2x3x5"},
                           {"{}", "2x18"}};

const Reject kRejects[] = {{"{}", "3x4 3x4", "one input"},
                           {"{}", "4", "[N,D]"},
                           {"{}", "3x5", "cannot cut 5 inputs"},
                           {R"({"pieces":0})", "3x4", "pieces"},
                           {R"({"slope":1})", "3x4", "slope"}};

}  // namespace

/// Keeps the largest of every few neighbouring inputs: a neuron that learns its own bent curve.
///   y_u = max over k < K of x_(u K + k)
/// Shapes   x [N,...,D]  y [N,...,D/K]
/// Errors   infer(): not one input, one without a batch axis, or a D that K does not divide
/// Cost     one comparison a number each way; allocates nothing
/// Not here the weights: a dense layer of D units stands before it
/// Source   Goodfellow et al. 2013, arXiv:1302.4389, equation 2; x.unflatten(-1, (-1, K)).max(-1) in torch
const OpInfo& maxout_op() {
  static const OpInfo info = {
      {.name = "maxout",
       .label = {"maxout", "maxout"},
       .summary = {"Keeps the largest of every few neighbouring inputs: a neuron that learns its own bent curve.",
                   "每相邻几个输入只保留最大的：神经元自己学出一条折线。"},
       .formula = "y_u = max_k x_(u K + k)",
       .source = "Goodfellow et al. 2013, arXiv:1302.4389, equation 2; x.unflatten(-1, (-1, K)).max(-1) in torch",
       .options = kOptions,
       .samples = kSamples,
       .rejects = kRejects},
      false,
      infer};
  return info;
}

const OpPasses& maxout_op_passes() {
  static const OpPasses passes = {forward, backward};
  return passes;
}

}  // namespace downhill
