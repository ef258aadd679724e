#include "core/ops/pooling.hpp"

namespace downhill {
namespace {

enum { kFactorTensor, kBiasTensor };

Result<OpPlan> infer(std::span<const double> options, std::span<const Shape> x) {
  Result<Window> window = infer_pooling(options, x);
  if (!window) return window.error();
  const Window& w = window.value();
  OpPlan plan{.y = {x[0][0], x[0][1], w.out_height, w.out_width}};
  const auto cells = static_cast<std::int64_t>(w.kernel * w.kernel);
  plan.parameters.push_back({.name = "factor",
                             .shape = {x[0][1]},
                             .fan_in = cells,
                             .fan_out = 1,
                             .is_weight = false,
                             .initial = Real(1) / static_cast<Real>(cells)});
  plan.parameters.push_back({.name = "bias", .shape = {x[0][1]}, .fan_in = cells, .fan_out = 1, .is_weight = false});
  return plan;
}

Index channel_of(const OpCall& call, const Window& w, Index plane) {
  return plane / (w.height * w.width) % static_cast<Index>(call.x[0].shape[1]);
}

Real sum_of(const Real* plane, const Window& w, const Region& r) {
  Real sum = 0;
  for (Index iy = r.top; iy < r.bottom; ++iy)
    for (Index ix = r.left; ix < r.right; ++ix) sum += plane[iy * w.width + ix];
  return sum;
}

void forward(const OpCall& call) {
  const Window w = pooling_window(call.options, call.x[0].shape);
  const Real *x = call.x[0].data, *a = call.w[kFactorTensor].data, *b = call.w[kBiasTensor].data;
  Real* y = call.y.data;
  visit_windows(call, w, [&](Index plane, Index at, const Region& r) {
    const Index c = channel_of(call, w, plane);
    y[at] = a[c] * sum_of(x + plane, w, r) + b[c];
  });
}

void backward(const OpCall& call, const OpGradients& gradients) {
  const Window w = pooling_window(call.options, call.x[0].shape);
  const Real *x = call.x[0].data, *a = call.w[kFactorTensor].data, *dy = gradients.dy.data;
  Real *da = gradients.dw[kFactorTensor].data, *db = gradients.dw[kBiasTensor].data, *dx = gradients.dx[0].data;
  if (dx) std::fill_n(dx, call.x[0].count(), Real(0));
  // da = sum of (window's sum) dy,  db = sum of dy,  dx = a dy for every number of the window
  visit_windows(call, w, [&](Index plane, Index at, const Region& r) {
    const Index c = channel_of(call, w, plane);
    da[c] += sum_of(x + plane, w, r) * dy[at];
    db[c] += dy[at];
    if (!dx) return;
    for (Index iy = r.top; iy < r.bottom; ++iy)
      for (Index ix = r.left; ix < r.right; ++ix) dx[plane + iy * w.width + ix] += a[c] * dy[at];
  });
}

const OptionSpec kOptions[] = {kernel_option(2), pooling_stride_option(), pooling_padding_option()};

const Sample kSamples[] = {{"{}", "2x3x4x6"},
                           {R"({"kernel":1})", "1x1x1x1"},
                           {R"({"kernel":3,"stride":2,"padding":1})", "2x2x5x6"},
                           {R"({"kernel":3,"stride":1})", "1x2x4x5"},
                           {R"({"kernel":2,"stride":3})", "2x1x7x6"}};

const Reject kRejects[] = {{R"({"kernel":7})", "2x3x5x5", "kernel 7 is larger than its padded input 5x5"},
                           {R"({"kernel":2,"padding":2})", "2x3x5x5", "padding 2 is more than half of kernel 2"},
                           {"{}", "2x3", "[N,C,H,W]"},
                           {"{}", "2x3x5x5 2x3x5x5", "one input"}};

}  // namespace

/// Adds up every window, and learns for each channel how much of the sum to pass on.
///   y[n,c,i,j] = a[c] sum_{u,v} x[n, c, i S - P + u, j S - P + v] + b[c]
/// Shapes   x [N,C,H,W]  a [C], at first 1/(K K): the mean  b [C]  y [N,C,H',W'], H' = (H + 2P - K)/S + 1; stride 0
///          stands for K
/// Errors   infer(): not images, a kernel larger than the padded input, a padding of more than half the kernel
/// Cost     N C H' W' K K additions, twice that backward; allocates nothing
/// Source   LeCun, Bottou, Bengio and Haffner 1998, doi:10.1109/5.726791, layers S2 and S4 (before their squashing)
const OpInfo& subsample2d_op() {
  static const OpInfo info = {
      {.name = "subsample2d",
       .label = {"Subsampling", "下采样"},
       .summary = {"Adds up every window, and learns for each channel how much of the sum to pass on.",
                   "把每个窗口加起来，并为每个通道学习把多少传下去。"},
       .formula = "y[c,i,j] = a[c] Σ x[c, iS−P+u, jS−P+v] + b[c]",
       .source = "LeCun, Bottou, Bengio and Haffner 1998, doi:10.1109/5.726791",
       .options = kOptions,
       .samples = kSamples,
       .rejects = kRejects},
      false,
      infer};
  return info;
}

const OpPasses& subsample2d_op_passes() {
  static const OpPasses passes = {forward, backward};
  return passes;
}

}  // namespace downhill
