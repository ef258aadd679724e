#include "core/model/blocks/block.hpp"
#include "core/model/blocks/options.hpp"

namespace downhill {
namespace {

enum { kOne, kThreeReduce, kThree, kFiveReduce, kFive, kPool };

void expand(std::span<const double> options, BlockWriter& block) {
  const auto convolve = [&](const std::string& suffix, const std::string& from, double units, double kernel) {
    const double padding = (kernel - 1) / 2;
    const std::string sums = block.add((suffix + "_sums").c_str(), "conv2d", {from},
                                       {{"units", units}, {"kernel", kernel}, {"padding", padding}});
    return block.add(suffix.c_str(), "relu", {sums});
  };
  const std::string& x = block.input();
  const std::string one = convolve("one", x, options[kOne], 1);
  const std::string three =
      convolve("three", convolve("three_reduce", x, options[kThreeReduce], 1), options[kThree], 3);
  const std::string five = convolve("five", convolve("five_reduce", x, options[kFiveReduce], 1), options[kFive], 5);
  const std::string largest = block.add("largest", "max_pool2d", {x}, {{"kernel", 3}, {"stride", 1}, {"padding", 1}});
  const std::string pool = convolve("pool", largest, options[kPool], 1);
  block.finish("concat", {one, three, five, pool});
}

const OptionSpec kOptions[] = {
    block_units_option("one", {"1x1", "1x1"}, {"Channels of the 1x1 convolutions.", "1x1 卷积的通道数。"}, 8),
    block_units_option(
        "three_reduce", {"Before 3x3", "3x3 之前"},
        {"Channels that 1x1 convolutions leave for the 3x3 ones.", "供 3x3 卷积使用、由 1x1 卷积压缩出的通道数。"}, 4),
    block_units_option("three", {"3x3", "3x3"}, {"Channels of the 3x3 convolutions.", "3x3 卷积的通道数。"}, 8),
    block_units_option(
        "five_reduce", {"Before 5x5", "5x5 之前"},
        {"Channels that 1x1 convolutions leave for the 5x5 ones.", "供 5x5 卷积使用、由 1x1 卷积压缩出的通道数。"}, 2),
    block_units_option("five", {"5x5", "5x5"}, {"Channels of the 5x5 convolutions.", "5x5 卷积的通道数。"}, 4),
    block_units_option("pool", {"Pooling", "池化"}, {"Channels behind the pooling.", "池化之后的通道数。"}, 4)};

const Sample kSamples[] = {{R"({"one":1,"three_reduce":2,"three":2,"five_reduce":1,"five":2,"pool":1})", "2x2x4x3"},
                           {R"({"one":2,"three_reduce":1,"three":1,"five_reduce":1,"five":1,"pool":1})", "1x1x5x5"}};

const Reject kRejects[] = {{"{}", "5x4", "[N,C,H,W]"}, {R"({"one":0})", "2x2x4x3", "one"}};

}  // namespace

/// Looks at every place through windows of several sizes at once, and lets the next layer choose.
///   y = concat(conv1x1(x), conv3x3(conv1x1(x)), conv5x5(conv1x1(x)), conv1x1(max_pool3x3(x))), a relu behind every
///   conv
/// Shapes   x [N,C,H,W]  y [N,one + three + five + pool,H,W]
/// Errors   what the layers refuse: no images
/// Source   Szegedy et al. 2014, arXiv:1409.4842, figure 2b
/// Not here auxiliary classifiers: those are "losses" of the experiment; two 3x3 in place of the 5x5
const BlockInfo& inception_block() {
  static const BlockInfo info = {
      {.name = "inception",
       .label = {"Inception block", "Inception 块"},
       .summary = {"Looks at every place through windows of several sizes at once, and lets the next layer choose.",
                   "同时用几种大小的窗口看每个位置，由下一层去选。"},
       .formula = "y = concat(1x1, 3x3, 5x5, pool)",
       .source = "Szegedy et al. 2014, arXiv:1409.4842, figure 2b",
       .options = kOptions,
       .samples = kSamples,
       .rejects = kRejects},
      expand};
  return info;
}

}  // namespace downhill
