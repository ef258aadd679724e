#include "core/ops/op.hpp"

namespace downhill {
namespace {

enum { kShared };

/// Which slope belongs to which number: x is [N, slopes, inner] read flat, or one slope serves all.
struct Sizes {
  Index samples, slopes, inner;
};

Sizes sizes_of(const OpCall& call) {
  const auto samples = static_cast<Index>(call.y.shape[0]);
  const auto slopes = static_cast<Index>(call.w[0].count());
  return {samples, slopes, static_cast<Index>(call.y.shape.sample_count()) / slopes};
}

Result<OpPlan> infer(std::span<const double> options, std::span<const Shape> x) {
  if (x.size() != 1)
    return make_error("", {"takes one input, got {}", "只接受一个输入，得到 {} 个"}, {std::to_string(x.size())});
  if (x[0].rank() < 2)
    return make_error("", {"needs an input [N,C,...], got [{}]", "需要形状为 [N,C,...] 的输入，得到 [{}]"},
                      {to_string(x[0])});
  OpPlan plan{.y = x[0]};
  const std::int64_t slopes = options[kShared] != 0 ? 1 : x[0][1];
  plan.parameters.push_back({.name = "slope", .shape = {slopes}, .is_weight = false, .initial = Real(0.25)});
  return plan;
}

void forward(const OpCall& call) {
  const auto [samples, slopes, inner] = sizes_of(call);
  const Real* x = call.x[0].data;
  const Real* a = call.w[0].data;
  Real* y = call.y.data;
  for (Index n = 0; n < samples; ++n)
    for (Index c = 0; c < slopes; ++c)
      for (Index i = 0; i < inner; ++i, ++x, ++y) *y = *x > 0 ? *x : a[c] * *x;
}

void backward(const OpCall& call, const OpGradients& gradients) {
  const auto [samples, slopes, inner] = sizes_of(call);
  const Real* x = call.x[0].data;
  const Real* a = call.w[0].data;
  const Real* dy = gradients.dy.data;
  Real* dx = gradients.dx[0].data;
  Real* da = gradients.dw[0].data;
  // dy/dx = 1 where x > 0, else a;  dy/da = x where x <= 0, else 0
  for (Index n = 0; n < samples; ++n)
    for (Index c = 0; c < slopes; ++c)
      for (Index i = 0; i < inner; ++i, ++x, ++dy) {
        const bool positive = *x > 0;
        if (!positive) da[c] += *x * *dy;
        if (dx != nullptr) *dx++ = positive ? *dy : a[c] * *dy;
      }
}

const OptionSpec kOptions[] = {
    {.name = "shared",
     .label = {"One slope", "共用斜率"},
     .help = {"Whether the whole layer shares one slope, or each channel (or neuron) has its own.",
              "整层共用一个斜率，还是每个通道（或神经元）各有一个。"},
     .kind = OptionKind::boolean,
     .maximum = 1,
     .initial = 1,
     .slider_maximum = 1}};

const Sample kSamples[] = {
    {"{}", "3x4"}, {"{}", "1x1"}, {R"({"shared":false})", "5x7"}, {R"({"shared":false})", "2x3x5"}, {"{}", "2x3x5"}};

const Reject kRejects[] = {
    {"{}", "3x4 3x4", "one input"}, {"{}", "4", "[N,C,...]"}, {R"({"slope":1})", "3x4", "slope"}};

}  // namespace

/// A leaky ReLU that learns how much of a negative number to let through.
///   y = x if x > 0, else a x
/// Shapes   x and y [N,C,...]  slope [1], or [C] when not shared; it starts at 0.25
/// Errors   infer(): not one input, or one without a channel axis
/// Cost     one comparison and one multiplication a number; allocates nothing
/// Not here a price on the slope: regularizers leave it alone, as the paper says
/// Source   He et al. 2015, arXiv:1502.01852, equation 1; torch.nn.PReLU
const OpInfo& prelu_op() {
  static const OpInfo info = {{.name = "prelu",
                               .label = {"PReLU", "PReLU"},
                               .summary = {"A leaky ReLU that learns how much of a negative number to let through.",
                                           "会自己学习让负数通过多少的 Leaky ReLU。"},
                               .formula = "y = x if x > 0, else a x with learned a",
                               .source = "He et al. 2015, arXiv:1502.01852, equation 1; torch.nn.PReLU",
                               .options = kOptions,
                               .samples = kSamples,
                               .rejects = kRejects},
                              false,
                              infer};
  return info;
}

const OpPasses& prelu_op_passes() {
  static const OpPasses passes = {forward, backward};
  return passes;
}

}  // namespace downhill
