#include "core/ops/pooling.hpp"

namespace downhill {
namespace {

enum { kKernel, kStride, kPadding, kCountPadding };

Result<OpPlan> infer(std::span<const double> options, std::span<const Shape> x) {
  Result<Window> window = infer_pooling(options, x);
  if (!window) return window.error();
  return OpPlan{.y = {x[0][0], x[0][1], window.value().out_height, window.value().out_width}};
}

/// 1 / the numbers that the mean of a window is taken over.
Real share(const OpCall& call, const Window& w, const Region& r) {
  const Index inside = (r.bottom - r.top) * (r.right - r.left);
  return Real(1) / static_cast<Real>(call.options[kCountPadding] != 0 ? w.kernel * w.kernel : inside);
}

void forward(const OpCall& call) {
  const Window w = pooling_window(call.options, call.x[0].shape);
  const Real* x = call.x[0].data;
  Real* y = call.y.data;
  visit_windows(call, w, [&](Index plane, Index at, const Region& r) {
    Real sum = 0;
    for (Index iy = r.top; iy < r.bottom; ++iy)
      for (Index ix = r.left; ix < r.right; ++ix) sum += x[plane + iy * w.width + ix];
    y[at] = sum * share(call, w, r);
  });
}

void backward(const OpCall& call, const OpGradients& gradients) {
  if (!gradients.dx[0]) return;
  const Window w = pooling_window(call.options, call.x[0].shape);
  const Real* dy = gradients.dy.data;
  Real* dx = gradients.dx[0].data;
  std::fill_n(dx, call.x[0].count(), Real(0));
  // dy/dx = the same share for every number of the window
  visit_windows(call, w, [&](Index plane, Index at, const Region& r) {
    const Real part = dy[at] * share(call, w, r);
    for (Index iy = r.top; iy < r.bottom; ++iy)
      for (Index ix = r.left; ix < r.right; ++ix) dx[plane + iy * w.width + ix] += part;
  });
}

const OptionSpec kOptions[] = {
    kernel_option(2),
    pooling_stride_option(),
    pooling_padding_option(),
    {.name = "count_padding",
     .label = {"Count padding", "计入填充"},
     .help = {"Whether the zeros around the image count in the mean.", "计算平均时是否把图像四周的零算进去。"},
     .kind = OptionKind::boolean,
     .maximum = 1,
     .initial = 1,
     .slider_maximum = 1}};

const Sample kSamples[] = {{"{}", "2x2x4x6"},
                           {R"({"kernel":1})", "1x1x1x1"},
                           {R"({"kernel":3,"stride":2,"padding":1})", "2x2x5x6"},
                           {R"({"kernel":3,"stride":2,"padding":1,"count_padding":false})", "2x2x5x6"},
                           {R"({"kernel":3,"stride":1})", "1x2x4x5"},
                           {R"({"kernel":2,"stride":3})", "2x1x7x6"}};

const Reject kRejects[] = {{R"({"kernel":7})", "2x3x5x5", "kernel 7 is larger than its padded input 5x5"},
                           {R"({"kernel":2,"padding":2})", "2x3x5x5", "padding 2 is more than half of kernel 2"},
                           {"{}", "2x3", "[N,C,H,W]"},
                           {"{}", "2x3x5x5 2x3x5x5", "one input"}};

}  // namespace

/// Keeps the mean of every window.
///   y[n,c,i,j] = 1/(K K) sum_{u,v} x[n, c, i S - P + u, j S - P + v]
/// Shapes   x [N,C,H,W]  y [N,C,H',W'], H' = (H + 2P - K)/S + 1; stride 0 stands for K
/// Errors   infer(): not images, a kernel larger than the padded input, a padding of more than half the kernel
/// Cost     N C H' W' K K additions; allocates nothing
/// Source   LeCun et al. 1998, doi:10.1109/5.726791; torch.nn.AvgPool2d (count_include_pad by option)
const OpInfo& avg_pool2d_op() {
  static const OpInfo info = {{.name = "avg_pool2d",
                               .label = {"Average pooling", "平均池化"},
                               .summary = {"Keeps the mean of every window.", "保留每个窗口的平均值。"},
                               .formula = "y[i,j] = 1/K² Σ x[iS−P+u, jS−P+v]",
                               .source = "LeCun et al. 1998, doi:10.1109/5.726791; torch.nn.AvgPool2d",
                               .options = kOptions,
                               .samples = kSamples,
                               .rejects = kRejects},
                              false,
                              infer};
  return info;
}

const OpPasses& avg_pool2d_op_passes() {
  static const OpPasses passes = {forward, backward};
  return passes;
}

}  // namespace downhill
