#include "core/kernels/softmax.hpp"
#include "core/ops/op.hpp"

namespace downhill {
namespace {

/// The last axis is one distribution.
struct Rows {
  Index count, units;
};

Rows rows_of(const View& y) {
  const Index units = static_cast<Index>(y.shape[y.shape.rank() - 1]);
  return {static_cast<Index>(y.count()) / units, units};
}

Result<OpPlan> infer(std::span<const double> options, std::span<const Shape> x) {
  if (x.size() == 1 && x[0].rank() < 2)
    return make_error("", {"needs an input [N,D], got [{}]", "需要形状为 [N,D] 的输入，得到 [{}]"}, {to_string(x[0])});
  return infer_elementwise(options, x);
}

void forward(const OpCall& call) {
  const auto [rows, units] = rows_of(call.y);
  for (Index n = 0; n < rows; ++n) softmax_row(call.x[0].data + n * units, call.y.data + n * units, units);
}

void backward(const OpCall& call, const OpGradients& gradients) {
  if (!gradients.dx[0]) return;
  const auto [rows, units] = rows_of(call.y);
  for (Index n = 0; n < rows; ++n) {
    const Real* y = call.y.data + n * units;
    const Real* dy = gradients.dy.data + n * units;
    Real* dx = gradients.dx[0].data + n * units;
    // dx_d = y_d (dy_d - sum_k y_k dy_k)
    Real mean = 0;
    for (Index d = 0; d < units; ++d) mean += y[d] * dy[d];
    for (Index d = 0; d < units; ++d) dx[d] = y[d] * (dy[d] - mean);
  }
}

const Sample kSamples[] = {{"{}", "3x4"}, {"{}", "1x1"}, {"{}", "5x7"}, {"{}", "2x3x5"}, {"{}", "2x17"}};

const Reject kRejects[] = {{"{}", "3x4 3x4", "one input"}, {"{}", "4", "[N,D]"}, {R"({"slope":1})", "3x4", "slope"}};

}  // namespace

/// Turns the numbers of a row into probabilities that add up to 1.
///   y_d = e^x_d / sum_k e^x_k
/// Shapes   x and y the same, [N,...,D]; the sum goes over the last axis
/// Errors   infer(): not one input, or one without a batch axis
/// Cost     one exponential a number; allocates nothing
/// Not here a temperature (put `scale` before it), another axis; for a classifier's last layer take the loss on logits
/// Source   Bridle 1990; torch.softmax(dim=-1)
const OpInfo& softmax_op() {
  static const OpInfo info = {
      {.name = "softmax",
       .label = {"softmax", "softmax"},
       .summary = {"Turns the numbers of a row into probabilities that add up to 1.", "把一行数变成总和为 1 的概率。"},
       .formula = "y = e^x / Σ e^x",
       .source = "Bridle 1990; torch.softmax(dim=-1)",
       .samples = kSamples,
       .rejects = kRejects},
      false,
      infer};
  return info;
}

const OpPasses& softmax_op_passes() {
  static const OpPasses passes = {forward, backward};
  return passes;
}

}  // namespace downhill
