#include <cmath>

#include "core/ops/inputs.hpp"

namespace downhill {
namespace {

enum { kEpsilon, kAffine, kOver };
enum { kLastAxis, kSample };
enum { kScaleTensor, kShiftTensor };

Index width_of(std::span<const double> options, const Shape& x) {
  return static_cast<Index>(chosen(options, kOver) == kSample ? x.sample_count() : x[x.rank() - 1]);
}

Result<OpPlan> infer(std::span<const double> options, std::span<const Shape> x) {
  Status one = check_one_input(x);
  if (!one) return one.error();
  if (x[0].rank() < 2)
    return make_error("", {"needs an input [N,...], got [{}]", "需要形状为 [N,...] 的输入，得到 [{}]"},
                      {to_string(x[0])});
  const std::int64_t width = width_of(options, x[0]);
  OpPlan plan{.y = x[0], .scratch = 2 * (x[0].count() / width)};  // mean and 1/deviation of every row
  if (options[kAffine] != 0) {
    plan.parameters.push_back({.name = "weight", .shape = {width}, .is_weight = false, .initial = 1});
    plan.parameters.push_back({.name = "bias", .shape = {width}, .is_weight = false});
  }
  return plan;
}

void forward(const OpCall& call) {
  const Index width = width_of(call.options, call.x[0].shape), rows = static_cast<Index>(call.y.count()) / width;
  const bool affine = !call.w.empty();
  const auto size = static_cast<Real>(width);
  for (Index r = 0; r < rows; ++r) {
    const Real* x = call.x[0].data + r * width;
    Real* y = call.y.data + r * width;
    Real mean = 0, variance = 0;
    for (Index d = 0; d < width; ++d) mean += x[d];
    mean /= size;
    for (Index d = 0; d < width; ++d) variance += (x[d] - mean) * (x[d] - mean);
    const Real inverse = 1 / std::sqrt(variance / size + static_cast<Real>(call.options[kEpsilon]));
    for (Index d = 0; d < width; ++d) y[d] = (x[d] - mean) * inverse;
    if (affine)
      for (Index d = 0; d < width; ++d) y[d] = y[d] * call.w[kScaleTensor].data[d] + call.w[kShiftTensor].data[d];
    call.scratch.data[2 * r] = mean;
    call.scratch.data[2 * r + 1] = inverse;
  }
}

void backward(const OpCall& call, const OpGradients& gradients) {
  const Index width = width_of(call.options, call.x[0].shape), rows = static_cast<Index>(call.y.count()) / width;
  const bool affine = !call.w.empty();
  const auto size = static_cast<Real>(width);
  const Real* w = affine ? call.w[kScaleTensor].data : nullptr;
  // y = w x_hat + b, g = w dy:  dx = 1/deviation (g - mean of g - x_hat mean of g x_hat),  dw = sum dy x_hat,  db = sum dy
  for (Index r = 0; r < rows; ++r) {
    const Real *x = call.x[0].data + r * width, *dy = gradients.dy.data + r * width;
    const Real mean = call.scratch.data[2 * r], inverse = call.scratch.data[2 * r + 1];
    Real sum_g = 0, sum_g_x = 0;
    for (Index d = 0; d < width; ++d) {
      const Real x_hat = (x[d] - mean) * inverse, g = affine ? w[d] * dy[d] : dy[d];
      sum_g += g;
      sum_g_x += g * x_hat;
      if (!affine) continue;
      gradients.dw[kScaleTensor].data[d] += dy[d] * x_hat;
      gradients.dw[kShiftTensor].data[d] += dy[d];
    }
    if (!gradients.dx[0]) continue;
    Real* dx = gradients.dx[0].data + r * width;
    for (Index d = 0; d < width; ++d) {
      const Real x_hat = (x[d] - mean) * inverse, g = affine ? w[d] * dy[d] : dy[d];
      dx[d] = inverse * (g - sum_g / size - x_hat * sum_g_x / size);
    }
  }
}

constexpr Choice kOvers[] = {{"last", {"Last axis", "最后一个轴"}}, {"sample", {"Whole sample", "整个样本"}}};

const OptionSpec kOptions[] = {
    {.name = "epsilon",
     .label = {"ε", "ε"},
     .help = {"Added to the variance, so that a constant row is not divided by zero.",
              "加在方差上，避免恒定的行除以零。"},
     .minimum = 1e-12,
     .maximum = 1,
     .initial = 1e-5,
     .slider_minimum = 1e-8,
     .slider_maximum = 1e-2,
     .logarithmic = true},
    {.name = "affine",
     .label = {"Scale and shift", "缩放与平移"},
     .help = {"Whether a scale and a shift are learned for every number.", "是否为每个数学习一个缩放和一个平移。"},
     .kind = OptionKind::boolean,
     .maximum = 1,
     .initial = 1,
     .slider_maximum = 1},
    {.name = "over",
     .label = {"Statistics over", "统计范围"},
     .help = {"The last axis alone, or all numbers of a sample.", "只在最后一个轴上，还是在一个样本的所有数上。"},
     .kind = OptionKind::choice,
     .maximum = 1,
     .slider_maximum = 1,
     .choices = kOvers}};

const Sample kSamples[] = {{"{}", "4x5"},
                           {"{}", "2x3x4"},
                           {R"({"over":"sample"})", "2x2x3x2"},
                           {R"({"epsilon":0.01,"affine":false})", "3x2x3x3"}};

const Reject kRejects[] = {{R"({"epsilon":0})", "4x5", "epsilon"},
                           {R"({"over":"batch"})", "4x5", "last, sample"},
                           {"{}", "4", "[N,...]"},
                           {"{}", "3x4 3x4", "one input"}};

}  // namespace

/// Gives the numbers of every sample (or of every word) the mean 0 and the deviation 1; the batch plays no part.
///   y = w (x - mean) / sqrt(variance + epsilon) + b, over the last axis or the whole sample
/// Shapes   x and y [N,...,D]  w and b [D], or of the sample's count
/// Errors   infer(): an input without a batch axis
/// Cost     8 operations a number forward, 14 backward; keeps two numbers a row; allocates nothing
/// Source   Ba, Kiros and Hinton 2016, arXiv:1607.06450; torch.nn.LayerNorm
const OpInfo& layer_norm_op() {
  static const OpInfo info = {{.name = "layer_norm",
                               .label = {"Layer normalisation", "层归一化"},
                               .summary = {"Gives the numbers of every sample the mean 0 and the deviation 1.",
                                           "使每个样本的各个数均值为 0、标准差为 1。"},
                               .formula = "y = w (x − μ) / √(σ² + ε) + b",
                               .source = "Ba, Kiros and Hinton 2016, arXiv:1607.06450; torch.nn.LayerNorm",
                               .options = kOptions,
                               .samples = kSamples,
                               .rejects = kRejects},
                              false,
                              infer};
  return info;
}

const OpPasses& layer_norm_op_passes() {
  static const OpPasses passes = {forward, backward};
  return passes;
}

}  // namespace downhill
