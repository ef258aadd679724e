#include "core/kernels/gemm.hpp"
#include "core/kernels/vector_math.hpp"
#include "core/ops/inputs.hpp"

namespace downhill {
namespace {

enum { kUnits, kActivation, kStrength };
enum { kSigmoid, kTanh };
enum { kWeightTensor, kBiasTensor };

struct Sizes {
  Index samples, inputs, units;
};

Sizes sizes_of(const OpCall& call) {
  return {static_cast<Index>(call.x[0].shape[0]), static_cast<Index>(call.x[0].shape.sample_count()),
          static_cast<Index>(call.y.shape[1])};
}

Result<OpPlan> infer(std::span<const double> options, std::span<const Shape> x) {
  Status one = check_one_input(x);
  if (!one) return one.error();
  if (x[0].rank() < 2)
    return make_error("", {"needs an input [N,D], got [{}]", "需要形状为 [N,D] 的输入，得到 [{}]"}, {to_string(x[0])});
  const std::int64_t inputs = x[0].sample_count();
  const auto units = static_cast<std::int64_t>(options[kUnits]);
  OpPlan plan{.y = {x[0][0], units}};
  plan.parameters.push_back({.name = "weight", .shape = {units, inputs}, .fan_in = inputs, .fan_out = units});
  plan.parameters.push_back({.name = "bias", .shape = {units}, .fan_in = inputs, .fan_out = units, .is_weight = false});
  plan.scratch = units * inputs + x[0][0] * units;  // w transposed; da
  return plan;
}

/// The slope of the activation where it gives h, and what that slope's own slope is made of: s'' = s' bend.
struct Slope {
  Real slope, bend;
};

Slope slope_at(const OpCall& call, Real h) {
  if (chosen(call.options, kActivation) == kTanh) return {1 - h * h, -2 * h};
  return {h * (1 - h), 1 - 2 * h};
}

/// |w_o|^2 for the incoming weights of one unit.
double squared_row(const Real* w, Index inputs) {
  double sum = 0;
  for (Index i = 0; i < inputs; ++i) sum += static_cast<double>(w[i]) * static_cast<double>(w[i]);
  return sum;
}

void forward(const OpCall& call) {
  const auto [samples, inputs, units] = sizes_of(call);
  Real* y = call.y.data;
  Real* wt = call.scratch.data;
  transpose(call.w[kWeightTensor].data, units, inputs, wt);
  for (Index n = 0; n < samples; ++n)
    for (Index o = 0; o < units; ++o) y[n * units + o] = call.w[kBiasTensor].data[o];
  gemm(samples, units, inputs, {call.x[0].data, inputs, 1}, wt, units, y, units, true);
  (chosen(call.options, kActivation) == kTanh ? vector_tanh : vector_sigmoid)(y, y, samples * units);
}

void backward(const OpCall& call, const OpGradients& gradients) {
  const auto [samples, inputs, units] = sizes_of(call);
  const Real *x = call.x[0].data, *y = call.y.data, *w = call.w[kWeightTensor].data, *dy = gradients.dy.data;
  Real *da = call.scratch.data + units * inputs, *dw = gradients.dw[kWeightTensor].data,
       *db = gradients.dw[kBiasTensor].data;
  const Real share = static_cast<Real>(2 * call.options[kStrength] / static_cast<double>(samples));

  for (Index o = 0; o < units; ++o) {
    const Real row = static_cast<Real>(squared_row(w + o * inputs, inputs));
    Real steep = 0;  // sum over the batch of s'^2
    for (Index n = 0; n < samples; ++n) {
      const auto [slope, bend] = slope_at(call, y[n * units + o]);
      // price = strength/N sum_n sum_o s'^2 |w_o|^2:  through a it gives 2 s' s'' |w_o|^2, through w 2 s'^2 w_o
      const Real d = slope * (dy[n * units + o] + share * slope * bend * row);
      da[n * units + o] = d;
      db[o] += d;
      steep += slope * slope;
    }
    for (Index i = 0; i < inputs; ++i) dw[o * inputs + i] += share * steep * w[o * inputs + i];
  }
  // a = x w^T + b:  dx = da w,  dw += da^T x
  if (gradients.dx[0]) gemm(samples, inputs, units, {da, units, 1}, w, inputs, gradients.dx[0].data, inputs, false);
  gemm(units, inputs, samples, {da, 1, units}, x, inputs, dw, inputs, true);
}

double price(const OpCall& call) {
  const auto [samples, inputs, units] = sizes_of(call);
  double sum = 0;
  for (Index o = 0; o < units; ++o) {
    double steep = 0;
    for (Index n = 0; n < samples; ++n) {
      const double slope = static_cast<double>(slope_at(call, call.y.data[n * units + o]).slope);
      steep += slope * slope;
    }
    sum += steep * squared_row(call.w[kWeightTensor].data + o * inputs, inputs);
  }
  return call.options[kStrength] * sum / static_cast<double>(samples);
}

const Choice kActivations[] = {{"sigmoid", {"sigmoid", "sigmoid"}}, {"tanh", {"tanh", "tanh"}}};

const OptionSpec kOptions[] = {
    {.name = "units",
     .label = {"Neurons", "神经元数"},
     .help = {"How many numbers the code of a sample has.", "一个样本的编码由多少个数组成。"},
     .kind = OptionKind::integer,
     .minimum = 1,
     .maximum = 4096,
     .initial = 4,
     .slider_minimum = 1,
     .slider_maximum = 16},
    {.name = "activation",
     .label = {"Activation", "激活函数"},
     .help = {"What squashes the sums.", "用什么函数压缩加权和。"},
     .kind = OptionKind::choice,
     .maximum = 1,
     .initial = kSigmoid,
     .slider_maximum = 1,
     .choices = kActivations},
    {.name = "strength",
     .label = {"Strength", "强度"},
     .help = {"How much it costs when the code moves with the input; large: only directions that the data need stay.",
              "编码随输入变动要付多大的代价；越大，就只保留数据需要的方向。"},
     .minimum = 0,
     .maximum = 1000,
     .initial = 0.1,
     .slider_minimum = 0.001,
     .slider_maximum = 10,
     .logarithmic = true}};

const Sample kSamples[] = {{R"({"units":3})", "4x5"},
                           {R"({"units":1,"strength":2})", "1x1"},
                           {R"({"units":5,"activation":"tanh"})", "3x2x4"},
                           {R"({"units":7,"activation":"tanh","strength":1})", "9x3"},
                           {R"({"units":4,"strength":0})", "2x6"},
                           {R"({"units":13})", "5x17"}};

const Reject kRejects[] = {{R"({"units":0})", "4x5", "units"},
                           {R"({"strength":-1})", "4x5", "strength"},
                           {R"({"units":3})", "4", "[N,D]"},
                           {R"({"units":3})", "4x5 4x5", "one input"}};

}  // namespace

/// The code of an autoencoder that shall hardly move when its input does: a dense layer that is priced for its slope.
///   y = s(a), a = x w^T + b;  price = strength/N sum_n |J_n|^2,  J = dy/dx:  |J_n|^2 = sum_o s'(a_no)^2 |w_o|^2
///   s sigmoid: s' = y (1-y), s'' = s' (1-2y);  tanh: s' = 1-y^2, s'' = -2 y s'
///   da = s' dy + 2 strength/N s' s'' |w_o|^2,  dw_o += 2 strength/N (sum_n s'^2) w_o beside the usual da^T x
/// Shapes   x [N,D] (other axes are flattened to D)  w [O,D]  b [O]  y [N,O]
/// Errors   infer(): not one input, or an input without a batch axis
/// Cost     as a dense layer, and 2 O D for the rows; keeps w^T and da; allocates nothing
/// Source   Rifai et al. 2011, Contractive auto-encoders (ICML), equations 5 and 9
/// Not here other activations and deeper encoders, whose Jacobian is no sum over units; tied weights of the decoder
const OpInfo& contractive_op() {
  static const OpInfo info = {{.name = "contractive",
                               .label = {"Contractive code", "收缩编码"},
                               .summary = {"The code of an autoencoder that shall hardly move when its input does: a "
                                           "dense layer that is priced for its slope.",
                                           "自编码器中几乎不随输入变动的编码：按斜率付代价的全连接层。"},
                               .formula = "y = s(x wᵀ + b); price λ/N Σ |dy/dx|²",
                               .source = "Rifai et al. 2011, Contractive auto-encoders, equations 5 and 9",
                               .options = kOptions,
                               .samples = kSamples,
                               .rejects = kRejects},
                              false,
                              infer};
  return info;
}

const OpPasses& contractive_op_passes() {
  static const OpPasses passes = {forward, backward, price};
  return passes;
}

}  // namespace downhill
