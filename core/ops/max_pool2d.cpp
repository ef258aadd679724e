#include <algorithm>

#include "core/kernels/max_pairs.hpp"
#include "core/ops/inputs.hpp"
#include "core/ops/pooling.hpp"

namespace downhill {
namespace {

Result<OpPlan> infer(std::span<const double> options, std::span<const Shape> x) {
  Result<Window> window = infer_pooling(options, x);
  if (!window) return window.error();
  OpPlan plan{.y = {x[0][0], x[0][1], window.value().out_height, window.value().out_width}};
  plan.scratch = plan.y.count();  // where each maximum was
  return plan;
}

/// The usual window of two by two, side by side: nobody has to ask where the image ends.
bool takes_pairs(const Window& w) {
  return w.kernel == 2 && w.stride == 2 && w.padding == 0;
}

/// visit(where two rows begin in x, where in their plane, where the row of y begins) for every row of y.
template <class Visit>
void visit_pairs(const OpCall& call, const Window& w, Visit visit) {
  const auto planes = static_cast<Index>(call.y.shape[0] * call.y.shape[1]);
  for (Index p = 0; p < planes; ++p)
    for (Index oy = 0; oy < w.out_height; ++oy)
      visit((p * w.height + 2 * oy) * w.width, 2 * oy * w.width, (p * w.out_height + oy) * w.out_width);
}

void forward(const OpCall& call) {
  const Window w = pooling_window(call.options, call.x[0].shape);
  const Real* x = call.x[0].data;
  Real* y = call.y.data;
  Real* winner = call.scratch.data;
  if (takes_pairs(w))
    return visit_pairs(call, w, [&](Index from, Index in_plane, Index to) {
      max_pairs(x + from, x + from + w.width, w.out_width, in_plane, w.width, y + to, winner + to);
    });
  visit_windows(call, w, [&](Index plane, Index at, const Region& r) {
    Index best = plane + r.top * w.width + r.left;
    for (Index iy = r.top; iy < r.bottom; ++iy)
      for (Index ix = r.left; ix < r.right; ++ix) {
        const Index i = plane + iy * w.width + ix;
        if (!(x[i] <= x[best])) best = i;  // a NaN wins and is noticed
      }
    y[at] = x[best];
    winner[at] = static_cast<Real>(best - plane);
  });
}

void backward(const OpCall& call, const OpGradients& gradients) {
  if (!gradients.dx[0]) return;
  const Window w = pooling_window(call.options, call.x[0].shape);
  const Real* winner = call.scratch.data;
  const Real* dy = gradients.dy.data;
  Real* dx = gradients.dx[0].data;
  // dy/dx = 1 at the largest number of the window (the first of several), else 0
  if (takes_pairs(w) && w.height % 2 == 0 && w.width % 2 == 0)
    return visit_pairs(call, w, [&](Index from, Index in_plane, Index to) {
      spread_pairs(dy + to, winner + to, w.out_width, in_plane, w.width, dx + from, dx + from + w.width);
    });
  std::fill_n(dx, call.x[0].count(), Real(0));
  const Index places = w.out_height * w.out_width, plane = w.height * w.width;
  const auto planes = static_cast<Index>(call.y.shape[0] * call.y.shape[1]);
  for (Index p = 0; p < planes; ++p, dx += plane, dy += places, winner += places)
    for (Index at = 0; at < places; ++at) dx[static_cast<Index>(winner[at])] += dy[at];
}

const OptionSpec kOptions[] = {kernel_option(2), pooling_stride_option(), pooling_padding_option()};

const Sample kSamples[] = {{"{}", "2x2x4x6"},
                           {R"({"kernel":1})", "1x1x1x1"},
                           {R"({"kernel":3,"stride":2,"padding":1})", "2x2x5x6"},
                           {R"({"kernel":3,"stride":1})", "1x2x4x5"},
                           {R"({"kernel":2,"stride":3})", "2x1x7x6"}};

const Reject kRejects[] = {{R"({"kernel":7})", "2x3x5x5", "kernel 7 is larger than its padded input 5x5"},
                           {R"({"kernel":2,"padding":2})", "2x3x5x5", "padding 2 is more than half of kernel 2"},
                           {R"({"kernel":0})", "2x3x5x5", "kernel"},
                           {"{}", "2x3", "[N,C,H,W]"},
                           {"{}", "2x3x5x5 2x3x5x5", "one input"}};

}  // namespace

/// Keeps the largest number of every window: was the pattern seen anywhere here?
///   y[n,c,i,j] = max_{u,v} x[n, c, i S - P + u, j S - P + v]
/// Shapes   x [N,C,H,W]  y [N,C,H',W'], H' = (H + 2P - K)/S + 1; stride 0 stands for K
/// Errors   infer(): not images, a kernel larger than the padded input, a padding of more than half the kernel
/// Cost     N C H' W' K K comparisons; keeps one place for every y; allocates nothing
/// Source   Riesenhuber and Poggio 1999; torch.nn.MaxPool2d (padding never wins)
const OpInfo& max_pool2d_op() {
  static const OpInfo info = {
      {.name = "max_pool2d",
       .label = {"Max pooling", "最大池化"},
       .summary = {"Keeps the largest number of every window: was the pattern seen anywhere here?",
                   "保留每个窗口中最大的数：这里有没有出现过那种图案？"},
       .formula = "y[i,j] = max x[iS−P+u, jS−P+v]",
       .source = "Riesenhuber and Poggio 1999; torch.nn.MaxPool2d",
       .options = kOptions,
       .samples = kSamples,
       .rejects = kRejects},
      false,
      infer};
  return info;
}

const OpPasses& max_pool2d_op_passes() {
  static const OpPasses passes = {forward, backward};
  return passes;
}

}  // namespace downhill
