#include <algorithm>
#include <cmath>

#include "core/ops/inputs.hpp"

namespace downhill {
namespace {

enum { kSize, kAlpha, kBeta, kK };

Result<OpPlan> infer(std::span<const double>, std::span<const Shape> x) {
  Status images = check_images(x);
  if (!images) return images.error();
  return OpPlan{.y = x[0], .scratch = 2 * x[0].count()};  // the brackets; x dy / bracket^(beta + 1)
}

struct Sizes {
  Index samples, channels, places, before, after;  // the window is c - before ... c + after
  Real alpha, beta, k;
};

Sizes sizes_of(const OpCall& call) {
  const Shape& x = call.x[0].shape;
  const auto size = static_cast<Index>(call.options[kSize]);
  return {static_cast<Index>(x[0]),
          static_cast<Index>(x[1]),
          static_cast<Index>(x[2] * x[3]),
          size / 2,
          (size - 1) / 2,
          static_cast<Real>(call.options[kAlpha] / call.options[kSize]),
          static_cast<Real>(call.options[kBeta]),
          static_cast<Real>(call.options[kK])};
}

void forward(const OpCall& call) {
  const Sizes s = sizes_of(call);
  for (Index n = 0; n < s.samples; ++n) {
    const Real* x = call.x[0].data + n * s.channels * s.places;
    Real* y = call.y.data + n * s.channels * s.places;
    Real* bracket = call.scratch.data + n * s.channels * s.places;
    for (Index c = 0; c < s.channels; ++c) {
      Real* b = bracket + c * s.places;
      std::fill_n(b, s.places, Real(0));
      for (Index o = std::max<Index>(c - s.before, 0); o <= std::min(c + s.after, s.channels - 1); ++o)
        for (Index p = 0; p < s.places; ++p) b[p] += x[o * s.places + p] * x[o * s.places + p];
      for (Index p = 0; p < s.places; ++p) {
        b[p] = s.k + s.alpha * b[p];
        y[c * s.places + p] = x[c * s.places + p] * std::pow(b[p], -s.beta);
      }
    }
  }
}

void backward(const OpCall& call, const OpGradients& gradients) {
  if (!gradients.dx[0]) return;
  const Sizes s = sizes_of(call);
  // dx_i = dy_i B_i^-beta - 2 alpha/size beta x_i sum over the c that see i of dy_c x_c B_c^(-beta - 1)
  for (Index n = 0; n < s.samples; ++n) {
    const Index first = n * s.channels * s.places;
    const Real* x = call.x[0].data + first;
    const Real* dy = gradients.dy.data + first;
    const Real* bracket = call.scratch.data + first;
    Real* term = call.scratch.data + call.scratch.count() / 2 + first;
    Real* dx = gradients.dx[0].data + first;
    for (Index i = 0; i < s.channels * s.places; ++i) {
      const Real power = std::pow(bracket[i], -s.beta);
      dx[i] = dy[i] * power;
      term[i] = dy[i] * x[i] * power / bracket[i];
    }
    for (Index c = 0; c < s.channels; ++c)
      for (Index o = std::max<Index>(c - s.before, 0); o <= std::min(c + s.after, s.channels - 1); ++o)
        for (Index p = 0; p < s.places; ++p)
          dx[o * s.places + p] -= 2 * s.alpha * s.beta * x[o * s.places + p] * term[c * s.places + p];
  }
}

const OptionSpec kOptions[] = {
    {.name = "size",
     .label = {"Channels", "通道数"},
     .help = {"How many neighbouring channels compete.", "有多少个相邻通道互相竞争。"},
     .kind = OptionKind::integer,
     .minimum = 1,
     .maximum = 63,
     .initial = 5,
     .slider_minimum = 1,
     .slider_maximum = 9},
    {.name = "alpha",
     .label = {"α", "α"},
     .help = {"How strongly a large neighbour holds the others down.", "较大的邻居把其他通道压低的强度。"},
     .minimum = 0,
     .maximum = 100,
     .initial = 1e-4,
     .slider_minimum = 1e-5,
     .slider_maximum = 1,
     .logarithmic = true},
    {.name = "beta",
     .label = {"β", "β"},
     .help = {"The power of the divisor.", "除数的幂次。"},
     .minimum = 0,
     .maximum = 10,
     .initial = 0.75,
     .slider_minimum = 0,
     .slider_maximum = 2},
    {.name = "k",
     .label = {"k", "k"},
     .help = {"What the divisor is without any neighbour.", "没有任何邻居时的除数。"},
     .minimum = 1e-6,
     .maximum = 100,
     .initial = 1,
     .slider_minimum = 0.5,
     .slider_maximum = 4}};

const Sample kSamples[] = {{"{}", "2x7x2x3"},
                           {R"({"size":3,"alpha":1})", "2x5x3x2"},
                           {R"({"size":4,"alpha":2,"beta":0.5,"k":2})", "1x6x2x2"},
                           {R"({"size":1,"alpha":0.5})", "1x1x1x1"}};

const Reject kRejects[] = {{R"({"size":0})", "2x3x5x5", "size"},
                           {R"({"k":0})", "2x3x5x5", "k"},
                           {"{}", "2x3", "[N,C,H,W]"},
                           {"{}", "2x3x5x5 2x3x5x5", "one input"}};

}  // namespace

/// Neighbouring channels compete: where one is large, the others are held down.
///   y_c = x_c / (k + alpha/size sum_{c' near c} x_c'^2)^beta, at every place of the image
/// Shapes   x and y [N,C,H,W]
/// Errors   infer(): not images
/// Cost     one power and 2 size operations a number; keeps two numbers for each; allocates nothing
/// Source   Krizhevsky, Sutskever and Hinton 2012, section 3.3, with alpha divided by size as torch.nn.LocalResponseNorm
const OpInfo& local_response_norm_op() {
  static const OpInfo info = {
      {.name = "local_response_norm",
       .label = {"Local response normalisation", "局部响应归一化"},
       .summary = {"Neighbouring channels compete: where one is large, the others are held down.",
                   "相邻通道互相竞争：一个很大时，其他的被压低。"},
       .formula = "y_c = x_c / (k + α/n Σ x²)^β",
       .source = "Krizhevsky, Sutskever and Hinton 2012; torch.nn.LocalResponseNorm",
       .options = kOptions,
       .samples = kSamples,
       .rejects = kRejects},
      false,
      infer};
  return info;
}

const OpPasses& local_response_norm_op_passes() {
  static const OpPasses passes = {forward, backward};
  return passes;
}

}  // namespace downhill
