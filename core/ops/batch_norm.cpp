#include <algorithm>
#include <cmath>

#include "core/ops/inputs.hpp"

namespace downhill {
namespace {

enum { kMomentum, kEpsilon, kAffine, kPer, kRunning };
enum { kChannel, kNumber };
enum { kTorch, kBook };
enum { kScaleTensor, kShiftTensor };
enum { kRunningMean, kRunningVariance };

/// x as [samples, features, places]: statistics are taken over samples and places.
struct Sizes {
  Index samples, features, places;
  Real count;
};

Sizes sizes_of(std::span<const double> options, const Shape& x) {
  Sizes s;
  s.samples = static_cast<Index>(x[0]);
  s.features = static_cast<Index>(chosen(options, kPer) == kChannel ? x[1] : x.sample_count());
  s.places = static_cast<Index>(x.sample_count()) / s.features;
  s.count = static_cast<Real>(s.samples * s.places);
  return s;
}

Result<OpPlan> infer(std::span<const double> options, std::span<const Shape> x) {
  Status one = check_one_input(x);
  if (!one) return one.error();
  if (x[0].rank() != 2 && x[0].rank() != 4)
    return make_error(
        "", {"needs an input [N,D] or [N,C,H,W], got [{}]", "需要形状为 [N,D] 或 [N,C,H,W] 的输入，得到 [{}]"},
        {to_string(x[0])});
  const std::int64_t features = sizes_of(options, x[0]).features;
  OpPlan plan{.y = x[0], .scratch = 4 * features};  // mean, 1/deviation, sum of dy, sum of dy x_hat
  if (options[kAffine] != 0) {
    plan.parameters.push_back({.name = "weight", .shape = {features}, .is_weight = false, .initial = 1});
    plan.parameters.push_back({.name = "bias", .shape = {features}, .is_weight = false});
  }
  plan.buffers.push_back({.name = "running_mean", .shape = {features}});
  plan.buffers.push_back({.name = "running_variance",
                          .shape = {features},
                          .initial = chosen(options, kRunning) == kBook ? Real(0) : Real(1)});
  return plan;
}

/// visit(feature, first number) for every run of places.
template <class Visit>
void visit_features(const Sizes& s, Visit visit) {
  Index at = 0;
  for (Index n = 0; n < s.samples; ++n)
    for (Index f = 0; f < s.features; ++f, at += s.places) visit(f, at);
}

/// The mean and the variance of this batch, and what they leave in the running ones.
void measure(const OpCall& call, const Sizes& s, Real* mean, Real* variance) {
  const Real* x = call.x[0].data;
  std::fill_n(mean, s.features, Real(0));
  std::fill_n(variance, s.features, Real(0));
  visit_features(s, [&](Index f, Index at) {
    for (Index i = at; i < at + s.places; ++i) mean[f] += x[i];
  });
  for (Index f = 0; f < s.features; ++f) mean[f] /= s.count;
  visit_features(s, [&](Index f, Index at) {
    for (Index i = at; i < at + s.places; ++i) variance[f] += (x[i] - mean[f]) * (x[i] - mean[f]);
  });
  const auto momentum = static_cast<Real>(call.options[kMomentum]);
  // PyTorch keeps the unbiased variance and uses the other one; a batch of one number has none.
  const bool unbiased = chosen(call.options, kRunning) == kTorch && s.count > 1;
  for (Index f = 0; f < s.features; ++f) {
    const Real kept = variance[f] / (unbiased ? s.count - 1 : s.count);
    variance[f] /= s.count;
    Real& running_mean = call.buffers[kRunningMean].data[f];
    Real& running_variance = call.buffers[kRunningVariance].data[f];
    running_mean += momentum * (mean[f] - running_mean);
    running_variance += momentum * (kept - running_variance);
  }
}

void forward(const OpCall& call) {
  const Sizes s = sizes_of(call.options, call.x[0].shape);
  Real* mean = call.scratch.data;
  Real* inverse = mean + s.features;  // 1 / sqrt(variance + epsilon)
  if (call.training) {
    measure(call, s, mean, inverse);
  } else {
    std::copy_n(call.buffers[kRunningMean].data, s.features, mean);
    std::copy_n(call.buffers[kRunningVariance].data, s.features, inverse);
  }
  for (Index f = 0; f < s.features; ++f)
    inverse[f] = 1 / std::sqrt(inverse[f] + static_cast<Real>(call.options[kEpsilon]));

  const Real* x = call.x[0].data;
  Real* y = call.y.data;
  const bool affine = !call.w.empty();
  visit_features(s, [&](Index f, Index at) {
    const Real scale = inverse[f] * (affine ? call.w[kScaleTensor].data[f] : Real(1));
    const Real shift = affine ? call.w[kShiftTensor].data[f] : Real(0);
    for (Index i = at; i < at + s.places; ++i) y[i] = (x[i] - mean[f]) * scale + shift;
  });
}

void backward(const OpCall& call, const OpGradients& gradients) {
  const Sizes s = sizes_of(call.options, call.x[0].shape);
  const Real *mean = call.scratch.data, *inverse = mean + s.features;
  Real *sum_dy = call.scratch.data + 2 * s.features, *sum_dy_x = sum_dy + s.features;
  const Real *x = call.x[0].data, *dy = gradients.dy.data;
  std::fill_n(sum_dy, 2 * s.features, Real(0));
  visit_features(s, [&](Index f, Index at) {
    for (Index i = at; i < at + s.places; ++i) {
      sum_dy[f] += dy[i];
      sum_dy_x[f] += dy[i] * (x[i] - mean[f]) * inverse[f];
    }
  });
  // y = w x_hat + b:  dw = sum dy x_hat,  db = sum dy
  const bool affine = !call.w.empty();
  for (Index f = 0; affine && f < s.features; ++f) {
    gradients.dw[kScaleTensor].data[f] += sum_dy_x[f];
    gradients.dw[kShiftTensor].data[f] += sum_dy[f];
  }
  Real* dx = gradients.dx[0].data;
  if (dx == nullptr) return;
  // training: x_hat depends on x also through mean and variance:  dx = w/deviation (dy - mean of dy - x_hat mean of dy x_hat)
  visit_features(s, [&](Index f, Index at) {
    const Real scale = inverse[f] * (affine ? call.w[kScaleTensor].data[f] : Real(1));
    const Real mean_dy = call.training ? sum_dy[f] / s.count : Real(0);
    const Real slope = call.training ? sum_dy_x[f] / s.count * inverse[f] : Real(0);
    for (Index i = at; i < at + s.places; ++i) dx[i] = scale * (dy[i] - mean_dy - (x[i] - mean[f]) * slope);
  });
}

constexpr Choice kPers[] = {{"channel", {"Channel", "通道"}}, {"number", {"Number", "每个数"}}};
constexpr Choice kRunnings[] = {{"torch", {"As PyTorch", "与 PyTorch 相同"}}, {"book", {"As the book", "与书中相同"}}};

const OptionSpec kOptions[] = {
    {.name = "momentum",
     .label = {"Momentum", "动量"},
     .help = {"How much of the newest batch goes into the running statistics.", "最新一批数据在滑动统计中所占的比例。"},
     .minimum = 0,
     .maximum = 1,
     .initial = 0.1,
     .slider_minimum = 0,
     .slider_maximum = 1},
    {.name = "epsilon",
     .label = {"ε", "ε"},
     .help = {"Added to the variance, so that a constant feature is not divided by zero.",
              "加在方差上，避免恒定的特征除以零。"},
     .minimum = 1e-12,
     .maximum = 1,
     .initial = 1e-5,
     .slider_minimum = 1e-8,
     .slider_maximum = 1e-2,
     .logarithmic = true},
    {.name = "affine",
     .label = {"Scale and shift", "缩放与平移"},
     .help = {"Whether a scale and a shift are learned for every feature.", "是否为每个特征学习一个缩放和一个平移。"},
     .kind = OptionKind::boolean,
     .maximum = 1,
     .initial = 1,
     .slider_maximum = 1},
    {.name = "per",
     .label = {"Statistics per", "统计单位"},
     .help = {"Images: one mean for each channel, or one for each number of the image (as the book has it).",
              "对图像：每个通道一个均值，还是图像的每个数一个均值（书中的做法）。"},
     .kind = OptionKind::choice,
     .maximum = 1,
     .slider_maximum = 1,
     .choices = kPers},
    {.name = "running",
     .label = {"Running variance", "滑动方差"},
     .help = {"Unbiased and from 1 as PyTorch, or biased and from 0 as the book.",
              "PyTorch：无偏，从 1 开始；书中：有偏，从 0 开始。"},
     .kind = OptionKind::choice,
     .maximum = 1,
     .slider_maximum = 1,
     .choices = kRunnings}};

const Sample kSamples[] = {{"{}", "5x3"},
                           {"{}", "3x2x3x2"},
                           {R"({"momentum":0.3,"epsilon":0.01,"affine":false})", "4x5"},
                           {R"({"per":"number","running":"book","epsilon":1e-06})", "4x2x2x3"},
                           {R"({"affine":false})", "2x3x4x1"}};

const Reject kRejects[] = {{R"({"epsilon":0})", "4x5", "epsilon"},
                           {R"({"per":"pixel"})", "4x5", "channel, number"},
                           {"{}", "4x5x2", "[N,D] or [N,C,H,W]"},
                           {"{}", "3x4 3x4", "one input"}};

}  // namespace

/// Gives every feature the mean 0 and the deviation 1 over the batch, then a scale and a shift of its own.
///   y = w (x - mean) / sqrt(variance + epsilon) + b;  evaluation: with running mean and variance
///   running <- (1 - momentum) running + momentum batch
/// Shapes   x and y [N,D] or [N,C,H,W]  w and b [D] or [C]
/// Errors   infer(): other ranks
/// Cost     7 operations a number forward, 9 backward; keeps four numbers a feature; allocates nothing
/// Source   Ioffe and Szegedy 2015, arXiv:1502.03167; torch.nn.BatchNorm1d and 2d; book: common/layers.py
const OpInfo& batch_norm_op() {
  static const OpInfo info = {{.name = "batch_norm",
                               .label = {"Batch normalisation", "批归一化"},
                               .summary = {"Gives every feature the mean 0 and the deviation 1 over the batch.",
                                           "使每个特征在一批数据上的均值为 0、标准差为 1。"},
                               .formula = "y = w (x − μ) / √(σ² + ε) + b",
                               .source = "Ioffe and Szegedy 2015, arXiv:1502.03167; torch.nn.BatchNorm1d, BatchNorm2d",
                               .options = kOptions,
                               .samples = kSamples,
                               .rejects = kRejects},
                              false,
                              infer};
  return info;
}

const OpPasses& batch_norm_op_passes() {
  static const OpPasses passes = {forward, backward};
  return passes;
}

}  // namespace downhill
