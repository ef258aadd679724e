#include "core/model/blocks/block.hpp"
#include "core/model/blocks/options.hpp"

namespace downhill {
namespace {

enum { kUnits, kStride, kBatchNorm, kProjection };

void expand(std::span<const double> options, BlockWriter& block) {
  const bool normed = options[kBatchNorm] != 0;
  const double units = options[kUnits], bias = normed ? 0 : 1;  // a batch norm has a bias of its own
  const auto norm = [&](const char* suffix, const std::string& from) {
    return normed ? block.add(suffix, "batch_norm", {from}) : from;
  };
  std::string x =
      block.add("first", "conv2d", {block.input()},
                {{"units", units}, {"kernel", 3}, {"padding", 1}, {"stride", options[kStride]}, {"bias", bias}});
  x = block.add("hidden", "relu", {norm("first_norm", x)});
  x = block.add("second", "conv2d", {x}, {{"units", units}, {"kernel", 3}, {"padding", 1}, {"bias", bias}});
  x = norm("second_norm", x);
  std::string shortcut = block.input();
  if (options[kProjection] != 0) {
    shortcut = block.add("shortcut", "conv2d", {shortcut},
                         {{"units", units}, {"kernel", 1}, {"stride", options[kStride]}, {"bias", 0}});
    shortcut = norm("shortcut_norm", shortcut);
  }
  block.finish("relu", {block.add("sum", "add", {x, shortcut})});
}

const OptionSpec kOptions[] = {
    block_units_option("units", {"Channels", "通道数"},
                       {"How many channels come out; as many as come in, unless the shortcut projects.",
                        "输出多少个通道；除非捷径带投影，否则要与输入一样多。"},
                       8),
    {.name = "stride",
     .label = {"Stride", "步幅"},
     .help = {"2 halves height and width; the shortcut must project then.", "2 使高和宽减半；此时捷径必须带投影。"},
     .kind = OptionKind::integer,
     .minimum = 1,
     .maximum = 16,
     .initial = 1,
     .slider_minimum = 1,
     .slider_maximum = 4,
     .rare = true},
    {.name = "batch_norm",
     .label = {"Batch norm", "批归一化"},
     .help = {"Whether every convolution is followed by a batch normalisation.", "每个卷积之后是否接批归一化。"},
     .kind = OptionKind::boolean,
     .maximum = 1,
     .initial = 1,
     .slider_maximum = 1},
    projection_option()};

const Sample kSamples[] = {{R"({"units":2})", "3x2x4x4"},
                           {R"({"units":3,"stride":2,"projection":true})", "3x2x5x4"},
                           {R"({"units":2,"batch_norm":false})", "2x2x3x3"}};

const Reject kRejects[] = {{R"({"units":3})", "3x2x4x4", "one shape"},
                           {R"({"units":2,"stride":2})", "3x2x4x4", "one shape"},
                           {R"({"units":2})", "3x4", "[N,C,H,W]"}};

}  // namespace

/// Two convolutions that only have to learn what to add to their input: the shortcut carries the rest.
///   y = relu(bn(conv3x3(relu(bn(conv3x3(x))))) + x), or with `projection` + bn(conv1x1(x)) instead of x
/// Shapes   x [N,C,H,W]  y [N,units,H',W'], H' = (H - 1) / stride + 1 rounded down; without a projection the same
/// Errors   where the two do not fit, the layer "<name>_sum" says so
/// Source   He et al. 2015, arXiv:1512.03385, figure 5 left; torchvision's BasicBlock
/// Not here the bottleneck of the deepest nets; shortcuts padded with zeros
const BlockInfo& residual_conv2d_block() {
  static const BlockInfo info = {
      {.name = "residual_conv2d",
       .label = {"Residual convolutions", "残差卷积块"},
       .summary =
           {"Two convolutions that only have to learn what to add to their input: the shortcut carries the rest.",
            "两个卷积只需学会在输入上加些什么，其余由捷径带过去。"},
       .formula = "y = relu(conv(relu(conv(x))) + x)",
       .source = "He et al. 2015, arXiv:1512.03385, figure 5; torchvision BasicBlock",
       .options = kOptions,
       .samples = kSamples,
       .rejects = kRejects},
      expand};
  return info;
}

}  // namespace downhill
