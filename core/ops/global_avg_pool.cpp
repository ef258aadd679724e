#include "core/ops/inputs.hpp"

namespace downhill {
namespace {

Result<OpPlan> infer(std::span<const double>, std::span<const Shape> x) {
  Status images = check_images(x);
  if (!images) return images.error();
  return OpPlan{.y = {x[0][0], x[0][1]}};
}

void forward(const OpCall& call) {
  const auto planes = static_cast<Index>(call.y.count());
  const auto places = static_cast<Index>(call.x[0].shape[2] * call.x[0].shape[3]);
  for (Index p = 0; p < planes; ++p) {
    const Real* x = call.x[0].data + p * places;
    Real sum = 0;
    for (Index i = 0; i < places; ++i) sum += x[i];
    call.y.data[p] = sum / static_cast<Real>(places);
  }
}

void backward(const OpCall& call, const OpGradients& gradients) {
  if (!gradients.dx[0]) return;
  const auto planes = static_cast<Index>(call.y.count());
  const auto places = static_cast<Index>(call.x[0].shape[2] * call.x[0].shape[3]);
  for (Index p = 0; p < planes; ++p) {
    Real* dx = gradients.dx[0].data + p * places;
    const Real part = gradients.dy.data[p] / static_cast<Real>(places);
    for (Index i = 0; i < places; ++i) dx[i] = part;
  }
}

const Sample kSamples[] = {{"{}", "2x3x4x5"}, {"{}", "1x1x1x1"}, {"{}", "3x2x7x1"}};

const Reject kRejects[] = {{"{}", "2x3", "[N,C,H,W]"}, {"{}", "2x3x5x5 2x3x5x5", "one input"}};

}  // namespace

/// Turns every channel into one number: its mean over the image.
///   y[n,c] = 1/(H W) sum_{i,j} x[n,c,i,j]
/// Shapes   x [N,C,H,W]  y [N,C]
/// Errors   infer(): not images
/// Cost     N C H W additions; allocates nothing
/// Source   Lin, Chen and Yan 2013, arXiv:1312.4400; torch.nn.AdaptiveAvgPool2d(1), flattened
const OpInfo& global_avg_pool_op() {
  static const OpInfo info = {{.name = "global_avg_pool",
                               .label = {"Global average pooling", "全局平均池化"},
                               .summary = {"Turns every channel into one number: its mean over the image.",
                                           "把每个通道变成一个数：它在整幅图像上的平均值。"},
                               .formula = "y[c] = 1/(H W) Σ x[c,i,j]",
                               .source = "Lin, Chen and Yan 2013, arXiv:1312.4400; torch.nn.AdaptiveAvgPool2d",
                               .samples = kSamples,
                               .rejects = kRejects},
                              false,
                              infer};
  return info;
}

const OpPasses& global_avg_pool_op_passes() {
  static const OpPasses passes = {forward, backward};
  return passes;
}

}  // namespace downhill
