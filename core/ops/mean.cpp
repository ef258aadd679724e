#include <algorithm>

#include "core/ops/axis.hpp"

namespace downhill {
namespace {

Result<OpPlan> infer(std::span<const double> options, std::span<const Shape> x) {
  Status one = check_one_input(x);
  if (!one) return one.error();
  Status exists = check_axis(x[0], options[0]);
  if (!exists) return exists.error();
  if (x[0].rank() < 3)
    return make_error("", {"needs an input of three axes or more, got [{}]", "需要至少三个轴的输入，得到 [{}]"},
                      {to_string(x[0])});
  const int axis = static_cast<int>(options[0]);
  const Shape& s = x[0];
  const auto kept = [&](int i) { return s[i < axis ? i : i + 1]; };
  switch (s.rank()) {
    case 3:
      return OpPlan{.y = {kept(0), kept(1)}};
    case 4:
      return OpPlan{.y = {kept(0), kept(1), kept(2)}};
    case 5:
      return OpPlan{.y = {kept(0), kept(1), kept(2), kept(3)}};
    default:
      return OpPlan{.y = {kept(0), kept(1), kept(2), kept(3), kept(4)}};
  }
}

void forward(const OpCall& call) {
  const AxisView x = view_axis(call.x[0].shape, static_cast<int>(call.options[0]));
  const Real share = Real(1) / static_cast<Real>(x.length);
  for (Index o = 0; o < x.outer; ++o) {
    Real* y = call.y.data + o * x.inner;
    std::fill_n(y, x.inner, Real(0));
    for (Index k = 0; k < x.length; ++k) {
      const Real* row = call.x[0].data + (o * x.length + k) * x.inner;
      for (Index i = 0; i < x.inner; ++i) y[i] += row[i];
    }
    for (Index i = 0; i < x.inner; ++i) y[i] *= share;
  }
}

void backward(const OpCall& call, const OpGradients& gradients) {
  if (!gradients.dx[0]) return;
  const AxisView x = view_axis(call.x[0].shape, static_cast<int>(call.options[0]));
  const Real share = Real(1) / static_cast<Real>(x.length);
  for (Index o = 0; o < x.outer; ++o) {
    const Real* dy = gradients.dy.data + o * x.inner;
    for (Index k = 0; k < x.length; ++k) {
      Real* dx = gradients.dx[0].data + (o * x.length + k) * x.inner;
      for (Index i = 0; i < x.inner; ++i) dx[i] = share * dy[i];
    }
  }
}

const OptionSpec kOptions[] = {axis_option()};

const Sample kSamples[] = {{"{}", "3x4x2"}, {R"({"axis":2})", "2x3x5"}, {R"({"axis":2})", "2x3x4x5"}, {"{}", "1x1x1"}};

const Reject kRejects[] = {{"{}", "3x4", "three axes"},
                           {R"({"axis":3})", "3x4x2", "axis 3 does not exist in [3x4x2]"},
                           {"{}", "3x4x2 3x4x2", "one input"}};

}  // namespace

/// The mean along one axis: the average word of a sentence.
///   y[n,d] = 1/T sum_t x[n,t,d]
/// Shapes   x [N,T,D] or more axes  y the same without `axis`
/// Errors   infer(): fewer than three axes, an axis that does not exist
/// Cost     one addition a number; allocates nothing
/// Source   torch.mean
const OpInfo& mean_op() {
  static const OpInfo info = {{.name = "mean",
                               .label = {"Mean", "平均"},
                               .summary = {"The mean along one axis: the average word of a sentence.",
                                           "沿一个轴取平均：一句话中所有词的平均。"},
                               .formula = "y[d] = 1/T Σ x[t,d]",
                               .source = "torch.mean",
                               .options = kOptions,
                               .samples = kSamples,
                               .rejects = kRejects},
                              false,
                              infer};
  return info;
}

const OpPasses& mean_op_passes() {
  static const OpPasses passes = {forward, backward};
  return passes;
}

}  // namespace downhill
