#include "core/ops/partial_conv2d.hpp"

#include <algorithm>
#include <array>

#include "core/ops/inputs.hpp"
#include "core/ops/window_options.hpp"

namespace downhill {

const OpInfo& conv2d_op();  // from the file next door
const OpPasses& conv2d_op_passes();

namespace {

enum { kUnits, kKernel, kStride, kPadding, kTable, kLinks, kBias };
enum { kWeightTensor, kBiasTensor };

constexpr Index kChannels1998 = 6, kUnits1998 = 16;
/// Table I of the paper: bit c of row o is set when filter o sees channel c.
constexpr std::array<unsigned, kUnits1998> kTable1998 = {0b000111, 0b001110, 0b011100, 0b111000, 0b110001, 0b100011,
                                                         0b001111, 0b011110, 0b111100, 0b111001, 0b110011, 0b100111,
                                                         0b011011, 0b110110, 0b101101, 0b111111};

bool has_table(std::span<const double> options) {
  return options[kTable] == 0;
}

/// visit(connection, filter, channel) for all that the table joins, by filter.
template <class Visit>
void visit_links(std::span<const double> options, Index channels, Visit visit) {
  Index link = 0;
  for (Index o = 0; o < static_cast<Index>(options[kUnits]); ++o)
    for (Index c = 0; c < channels; ++c)
      if (partial_conv2d_joins(options, channels, o, c)) visit(link++, o, c);
}

/// The options of the convolution that sees everything.
std::array<double, 7> whole_options(std::span<const double> options) {
  return {options[kUnits], options[kKernel], options[kStride], options[kPadding], 1, 1, options[kBias]};
}

Result<OpPlan> infer(std::span<const double> options, std::span<const Shape> x) {
  Result<OpPlan> whole = conv2d_op().infer(whole_options(options), x);
  if (!whole) return whole.error();
  const auto channels = static_cast<std::int64_t>(x[0][1]), units = static_cast<std::int64_t>(options[kUnits]);
  if (has_table(options) && (channels != kChannels1998 || units != kUnits1998))
    return make_error("",
                      {"the table of LeNet-5 joins 6 channels with 16 filters, here are {} and {}",
                       "LeNet-5 的连接表连接 6 个通道与 16 个滤波器，这里是 {} 和 {}"},
                      {std::to_string(channels), std::to_string(units)});
  const auto links = static_cast<std::int64_t>(options[kLinks]);
  if (!has_table(options) && links > channels)
    return make_error("", {"links {} is more than the {} channels", "连接数 {} 超过 {} 个通道"},
                      {std::to_string(links), std::to_string(channels)});
  std::int64_t joined = 0;
  visit_links(options, static_cast<Index>(channels), [&](Index, Index, Index) { ++joined; });
  OpPlan plan = std::move(whole.value());
  ParameterSpec& weight = plan.parameters[kWeightTensor];
  const std::int64_t cells = weight.shape[2] * weight.shape[3];
  plan.scratch += 2 * weight.shape.count();  // the weights of the whole convolution and their gradient
  weight.shape = {joined, 1, weight.shape[2], weight.shape[3]};
  for (ParameterSpec& parameter : plan.parameters) {  // the mean filter's
    parameter.fan_in = joined * cells / units;
    parameter.fan_out = joined * cells / channels;
  }
  return plan;
}

/// The same call as one of conv2d, with the weights laid out in scratch, 0 where the table joins nothing.
struct Whole {
  std::array<double, 7> options;
  std::array<View, 2> w;
  View dw;
  OpCall call;

  explicit Whole(const OpCall& part) : options(whole_options(part.options)), call(part) {
    const View& weight = part.w[kWeightTensor];
    const Shape shape{part.y.shape[1], part.x[0].shape[1], weight.shape[2], weight.shape[3]};
    w[kWeightTensor] = {part.scratch.data, shape};
    dw = {part.scratch.data + shape.count(), shape};
    if (part.w.size() > kBiasTensor) w[kBiasTensor] = part.w[kBiasTensor];
    call.options = options;
    call.w = std::span<const View>(w).first(part.w.size());
    call.scratch = {part.scratch.data + 2 * shape.count(), {part.scratch.count() - 2 * shape.count()}};
  }
  Whole(const Whole&) = delete;
};

Index cells_of(const OpCall& call) {
  return static_cast<Index>(call.w[kWeightTensor].shape[2] * call.w[kWeightTensor].shape[3]);
}

void forward(const OpCall& call) {
  const Whole whole(call);
  const Index channels = static_cast<Index>(call.x[0].shape[1]), cells = cells_of(call);
  Real* w = whole.w[kWeightTensor].data;
  std::fill_n(w, whole.w[kWeightTensor].count(), Real(0));
  visit_links(call.options, channels, [&](Index link, Index o, Index c) {
    std::copy_n(call.w[kWeightTensor].data + link * cells, cells, w + (o * channels + c) * cells);
  });
  conv2d_op_passes().forward(whole.call);
}

void backward(const OpCall& call, const OpGradients& gradients) {
  const Whole whole(call);
  const Index channels = static_cast<Index>(call.x[0].shape[1]), cells = cells_of(call);
  std::fill_n(whole.dw.data, whole.dw.count(), Real(0));
  std::array<View, 2> dw = {whole.dw, gradients.dw.size() > kBiasTensor ? gradients.dw[kBiasTensor] : View{}};
  conv2d_op_passes().backward(whole.call,
                              {gradients.dy, gradients.dx, std::span<const View>(dw).first(gradients.dw.size())});
  // What is not joined has no weight to learn.
  visit_links(call.options, channels, [&](Index link, Index o, Index c) {
    const Real* from = whole.dw.data + (o * channels + c) * cells;
    Real* to = gradients.dw[kWeightTensor].data + link * cells;
    for (Index i = 0; i < cells; ++i) to[i] += from[i];
  });
}

const Choice kTables[] = {{"lenet5", {"LeNet-5 (6 to 16)", "LeNet-5（6 到 16）"}},
                          {"ring", {"Neighbours", "相邻通道"}}};

const OptionSpec kOptions[] = {
    channels_option(kUnits1998),
    kernel_option(5),
    stride_option(
        1, 1, {"How far the window moves at a time; 2 halves the image.", "窗口每次移动的距离；2 会让图像缩小一半。"}),
    padding_option({"Rows and columns of zeros around the image; more keep it larger.",
                    "图像四周补零的行列数；越多，输出图像越大。"}),
    {.name = "table",
     .label = {"Connections", "连接表"},
     .help = {"Which channels a filter sees: LeNet-5's table of 1998, or neighbours in a ring.",
              "滤波器能看到哪些通道：1998 年 LeNet-5 的表，或环上相邻的通道。"},
     .kind = OptionKind::choice,
     .maximum = 1,
     .choices = kTables},
    {.name = "links",
     .label = {"Channels seen", "可见通道数"},
     .help = {"How many neighbouring channels a filter sees; the table of LeNet-5 has its own.",
              "每个滤波器看到多少个相邻通道；LeNet-5 的表另有规定。"},
     .kind = OptionKind::integer,
     .minimum = 1,
     .maximum = 4096,
     .initial = 3,
     .slider_minimum = 1,
     .slider_maximum = 8,
     .rare = true},
    bias_option()};

const Sample kSamples[] = {{"{}", "2x6x6x5"},
                           {R"({"kernel":3,"padding":1,"stride":2,"bias":false})", "1x6x5x4"},
                           {R"({"units":1,"kernel":1,"table":"ring","links":1})", "1x1x1x1"},
                           {R"({"units":5,"kernel":2,"table":"ring","links":2})", "2x3x4x5"},
                           {R"({"units":4,"kernel":3,"padding":1,"table":"ring"})", "1x3x3x4"}};

const Reject kRejects[] = {{"{}", "2x3x6x6", "6 channels with 16 filters, here are 3 and 16"},
                           {R"({"units":8})", "2x6x6x6", "here are 6 and 8"},
                           {R"({"table":"ring","links":4})", "2x3x6x6", "links 4 is more than the 3 channels"},
                           {R"({"table":"star"})", "2x6x6x6", "table"},
                           {"{}", "2x6x4x4", "kernel 5 is larger than its padded input 4x4"},
                           {"{}", "2x6", "[N,C,H,W]"}};

}  // namespace

bool partial_conv2d_joins(std::span<const double> options, Index channels, Index unit, Index channel) {
  if (has_table(options))
    return unit < kUnits1998 && channel < kChannels1998 &&
           (kTable1998[static_cast<std::size_t>(unit)] >> channel & 1u) != 0;
  return (channel + channels - unit % channels) % channels < static_cast<Index>(options[kLinks]);
}

/// A convolution whose filters see only some of the channels, so that they must differ.
///   y[n,o] = b[o] + sum over the channels c that o sees of w[l] * x[n,c],  * as in conv2d, l counts what is joined
/// Shapes   x [N,C,H,W]  w [L,1,K,K] (joined pairs by filter, then channel)  b [O]  y [N,O,H',W'] as conv2d
/// Errors   infer(): as conv2d; the table of LeNet-5 for other than 6 channels and 16 filters, more links than channels
/// Cost     that of conv2d with all connections: the missing ones are zeros in its matrix product; allocates nothing
/// Source   LeCun, Bottou, Bengio and Haffner 1998, doi:10.1109/5.726791, Table I; torch.nn.Conv2d with a mask
/// Not here tables of one's own
const OpInfo& partial_conv2d_op() {
  static const OpInfo info = {
      {.name = "partial_conv2d",
       .label = {"Partial convolution", "部分连接卷积"},
       .summary = {"A convolution whose filters see only some of the channels, so that they must differ.",
                   "每个滤波器只看到一部分通道的卷积，这迫使它们各不相同。"},
       .formula = "y[o] = b[o] + Σ_{c seen by o} w[o,c] * x[c]",
       .source = "LeCun, Bottou, Bengio and Haffner 1998, doi:10.1109/5.726791, Table I",
       .options = kOptions,
       .samples = kSamples,
       .rejects = kRejects},
      false,
      infer};
  return info;
}

const OpPasses& partial_conv2d_op_passes() {
  static const OpPasses passes = {forward, backward};
  return passes;
}

}  // namespace downhill
