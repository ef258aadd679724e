#include "core/kernels/softmax.hpp"
#include "core/kernels/vector_math.hpp"
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
  for (Index n = 0; n < rows; ++n) {
    const Real* x = call.x[0].data + n * units;
    Real* y = call.y.data + n * units;
    const double total = softmax_row(x, y, units);
    for (Index d = 0; d < units; ++d) y[d] = static_cast<Real>(static_cast<double>(x[d]) - total);
  }
}

void backward(const OpCall& call, const OpGradients& gradients) {
  if (!gradients.dx[0]) return;
  const auto [rows, units] = rows_of(call.y);
  vector_exp(call.y.data, gradients.dx[0].data, rows * units);
  for (Index n = 0; n < rows; ++n) {
    const Real* dy = gradients.dy.data + n * units;
    Real* dx = gradients.dx[0].data + n * units;
    // dx_d = dy_d - softmax(x)_d sum_k dy_k
    Real sum = 0;
    for (Index d = 0; d < units; ++d) sum += dy[d];
    for (Index d = 0; d < units; ++d) dx[d] = dy[d] - dx[d] * sum;
  }
}

const Sample kSamples[] = {{"{}", "3x4"}, {"{}", "1x1"}, {"{}", "5x7"}, {"{}", "2x3x5"}, {"{}", "2x17"}};

const Reject kRejects[] = {{"{}", "3x4 3x4", "one input"}, {"{}", "4", "[N,D]"}, {R"({"slope":1})", "3x4", "slope"}};

}  // namespace

/// The logarithm of softmax, worked out in one go so that tiny probabilities keep their digits.
///   y_d = x_d - log sum_k e^x_k
/// Shapes   x and y the same, [N,...,D]; the sum goes over the last axis
/// Errors   infer(): not one input, or one without a batch axis
/// Cost     one exponential a number each way; allocates nothing
/// Source   torch.log_softmax(dim=-1)
const OpInfo& log_softmax_op() {
  static const OpInfo info = {
      {.name = "log_softmax",
       .label = {"log softmax", "log softmax"},
       .summary = {"The logarithm of softmax, worked out in one go so that tiny probabilities keep their digits.",
                   "softmax 的对数，一步算出，极小的概率也不丢精度。"},
       .formula = "y = x − log Σ e^x",
       .source = "torch.log_softmax(dim=-1)",
       .samples = kSamples,
       .rejects = kRejects},
      false,
      infer};
  return info;
}

const OpPasses& log_softmax_op_passes() {
  static const OpPasses passes = {forward, backward};
  return passes;
}

}  // namespace downhill
