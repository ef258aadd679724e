#include <cstring>

#include "core/ops/op.hpp"

namespace downhill {
namespace {

void forward(const OpCall& call) {
  std::memcpy(call.y.data, call.x[0].data, static_cast<std::size_t>(call.y.count()) * sizeof(Real));
}

void backward(const OpCall& call, const OpGradients& gradients) {
  if (!gradients.dx[0]) return;
  std::memcpy(gradients.dx[0].data, gradients.dy.data, static_cast<std::size_t>(call.y.count()) * sizeof(Real));
}

const Sample kSamples[] = {{"{}", "3x4"}, {"{}", "1x1"}, {"{}", "5x7"}, {"{}", "2x3x5"}};

const Reject kRejects[] = {{"{}", "3x4 3x4", "one input"}, {R"({"slope":1})", "3x4", "slope"}};

}  // namespace

/// Changes nothing: the layer stays a weighted sum.
///   y = x
/// Shapes   x and y the same, any
/// Errors   infer(): not one input
/// Cost     one copy; allocates nothing
/// Source   torch.nn.Identity
const OpInfo& identity_op() {
  static const OpInfo info = {
      {.name = "identity",
       .label = {"linear", "线性"},
       .summary = {"Changes nothing: the layer stays a weighted sum.", "什么也不改变：这一层仍是加权和。"},
       .formula = "y = x",
       .source = "torch.nn.Identity",
       .samples = kSamples,
       .rejects = kRejects},
      true,
      infer_elementwise};
  return info;
}

const OpPasses& identity_op_passes() {
  static const OpPasses passes = {forward, backward};
  return passes;
}

}  // namespace downhill
