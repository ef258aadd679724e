#pragma once
#include "core/kernels/window.hpp"
#include "core/ops/op.hpp"

/// The options of everything that slides a window over images: convolutions and pooling.
namespace downhill {

inline constexpr double kLargestKernel = 31;

constexpr OptionSpec kernel_option(double initial) {
  return {.name = "kernel",
          .label = {"Kernel size", "卷积核大小"},
          .help = {"The side of the square window; a larger one sees more at once.",
                   "方形窗口的边长；越大一次看到的范围越广。"},
          .kind = OptionKind::integer,
          .minimum = 1,
          .maximum = kLargestKernel,
          .initial = initial,
          .slider_minimum = 1,
          .slider_maximum = 7};
}

constexpr OptionSpec stride_option(double minimum, double initial, HelpText help) {
  return {.name = "stride",
          .label = {"Stride", "步幅"},
          .help = help,
          .kind = OptionKind::integer,
          .minimum = minimum,
          .maximum = kLargestKernel,
          .initial = initial,
          .slider_minimum = minimum,
          .slider_maximum = 4};
}

constexpr OptionSpec padding_option(HelpText help) {
  return {.name = "padding",
          .label = {"Padding", "填充"},
          .help = help,
          .kind = OptionKind::integer,
          .minimum = 0,
          .maximum = kLargestKernel,
          .initial = 0,
          .slider_minimum = 0,
          .slider_maximum = 3};
}

constexpr OptionSpec dilation_option() {
  return {.name = "dilation",
          .label = {"Dilation", "空洞"},
          .help = {"The distance between neighbouring points of the window; 1 leaves no holes.",
                   "窗口中相邻两点的间距；1 表示没有空洞。"},
          .kind = OptionKind::integer,
          .minimum = 1,
          .maximum = kLargestKernel,
          .initial = 1,
          .slider_minimum = 1,
          .slider_maximum = 4};
}

constexpr OptionSpec channels_option(double initial) {
  return {.name = "units",
          .label = {"Filters", "滤波器数"},
          .help = {"How many patterns this layer looks for; each makes one output channel.",
                   "这一层寻找多少种图案；每种产生一个输出通道。"},
          .kind = OptionKind::integer,
          .minimum = 1,
          .maximum = 4096,
          .initial = initial,
          .slider_minimum = 1,
          .slider_maximum = 64};
}

constexpr OptionSpec bias_option() {
  return {.name = "bias",
          .label = {"Bias", "偏置"},
          .help = {"Whether a number of its own is added to every output.", "是否给每个输出加上一个自己的数。"},
          .kind = OptionKind::boolean,
          .maximum = 1,
          .initial = 1,
          .slider_maximum = 1};
}

/// Refuses a filter of more than kLargestTensor numbers.
Status check_patch(std::int64_t channels, std::int64_t kernel);

/// The window's places on images x [N,C,H,W]. Error: "kernel 7 is larger than its padded input 5x5".
Result<Window> place_window(const Shape& x, double kernel, double stride, double padding, double dilation);

}  // namespace downhill
