#include "core/ops/pooling.hpp"

namespace downhill {
namespace {

Result<OpPlan> infer(std::span<const double> options, std::span<const Shape> x) {
  Result<Window> window = infer_pooling(options, x);
  if (!window) return window.error();
  OpPlan plan{.y = {x[0][0], x[0][1], window.value().out_height, window.value().out_width}};
  plan.scratch = plan.y.count();  // training: where each drawn number was, -1 where all are zero; else the window's sum
  return plan;
}

Real positive(Real x) {
  return x <= 0 ? 0 : x;
}

/// The sums of a and a^2 over a window, a = max(x, 0).
struct Sums {
  Real a = 0, a_squared = 0;
};

Sums sums_of(const Real* plane, const Window& w, const Region& r) {
  Sums sums;
  for (Index iy = r.top; iy < r.bottom; ++iy)
    for (Index ix = r.left; ix < r.right; ++ix) {
      const Real a = positive(plane[iy * w.width + ix]);
      sums.a += a;
      sums.a_squared += a * a;
    }
  return sums;
}

/// The place whose share of the sum covers `level`.
Index pick(const Real* plane, const Window& w, const Region& r, Real level) {
  Index last = -1;
  for (Index iy = r.top; iy < r.bottom; ++iy)
    for (Index ix = r.left; ix < r.right; ++ix) {
      const Index i = iy * w.width + ix;
      if (plane[i] <= 0) continue;
      last = i;
      level -= plane[i];
      if (level < 0) return i;
    }
  return last;
}

void forward(const OpCall& call) {
  const Window w = pooling_window(call.options, call.x[0].shape);
  Real* y = call.y.data;
  Real* kept = call.scratch.data;
  visit_windows(call, w, [&](Index plane, Index at, const Region& r) {
    const Real* x = call.x[0].data + plane;
    const Sums sums = sums_of(x, w, r);
    if (!call.training) {
      y[at] = sums.a == 0 ? 0 : sums.a_squared / sums.a;
      kept[at] = sums.a;
      return;
    }
    const Index drawn = pick(x, w, r, static_cast<Real>(call.rng->uniform()) * sums.a);
    y[at] = drawn < 0 ? 0 : x[drawn];
    kept[at] = static_cast<Real>(drawn);
  });
}

void backward(const OpCall& call, const OpGradients& gradients) {
  if (!gradients.dx[0]) return;
  const Window w = pooling_window(call.options, call.x[0].shape);
  const Real* kept = call.scratch.data;
  const Real* dy = gradients.dy.data;
  std::fill_n(gradients.dx[0].data, call.x[0].count(), Real(0));
  visit_windows(call, w, [&](Index plane, Index at, const Region& r) {
    const Real* x = call.x[0].data + plane;
    Real* dx = gradients.dx[0].data + plane;
    // training: dy/dx = 1 at the drawn number;  else y = sum a^2 / sum a, so dy/da = (2 a - y) / sum a
    if (call.training) {
      if (kept[at] >= 0) dx[static_cast<Index>(kept[at])] += dy[at];
      return;
    }
    if (kept[at] == 0) return;
    const Real part = dy[at] / kept[at];
    for (Index iy = r.top; iy < r.bottom; ++iy)
      for (Index ix = r.left; ix < r.right; ++ix) {
        const Index i = iy * w.width + ix;
        if (x[i] > 0) dx[i] += (2 * x[i] - call.y.data[at]) * part;
      }
  });
}

const OptionSpec kOptions[] = {kernel_option(2), pooling_stride_option(), pooling_padding_option()};

const Sample kSamples[] = {{"{}", "2x2x4x6"},
                           {R"({"kernel":1})", "1x1x1x1"},
                           {R"({"kernel":3,"stride":2,"padding":1})", "2x2x5x6"},
                           {R"({"kernel":3,"stride":1})", "1x2x4x5"}};

const Reject kRejects[] = {{R"({"kernel":7})", "2x3x5x5", "kernel 7 is larger than its padded input 5x5"},
                           {R"({"kernel":2,"padding":2})", "2x3x5x5", "padding 2 is more than half of kernel 2"},
                           {"{}", "2x3", "[N,C,H,W]"},
                           {"{}", "2x3x5x5 2x3x5x5", "one input"}};

}  // namespace

/// Draws one number of every window, large ones more often; when not training, their weighted mean.
///   p_i = a_i / sum a, a = max(x, 0);  training: y = a_l with l drawn from p;  evaluation: y = sum_i p_i a_i
/// Shapes   x [N,C,H,W], meant to come from a ReLU  y [N,C,H',W'], H' = (H + 2P - K)/S + 1; stride 0 stands for K
/// Errors   infer(): not images, a kernel larger than the padded input, a padding of more than half the kernel
/// Cost     one random number for every y, 2 N C H' W' K K operations; allocates nothing
/// Source   Zeiler and Fergus 2013, arXiv:1301.3557, equations 2 to 5
/// Not here a gradient through the probabilities: training sends dy to the drawn number alone, as the authors do
const OpInfo& stochastic_pool2d_op() {
  static const OpInfo info = {
      {.name = "stochastic_pool2d",
       .label = {"Stochastic pooling", "随机池化"},
       .summary = {"Draws one number of every window, large ones more often; when not training, their weighted mean.",
                   "在每个窗口中随机抽取一个数，大的更常被抽中；不训练时取加权平均。"},
       .formula = "p_i = a_i / Σ a;  y = a_l, l ~ p",
       .source = "Zeiler and Fergus 2013, arXiv:1301.3557",
       .options = kOptions,
       .samples = kSamples,
       .rejects = kRejects},
      false,
      infer};
  return info;
}

const OpPasses& stochastic_pool2d_op_passes() {
  static const OpPasses passes = {forward, backward};
  return passes;
}

}  // namespace downhill
