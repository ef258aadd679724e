#include "core/ops/window_options.hpp"

namespace downhill {

Result<Window> place_window(const Shape& x, double kernel, double stride, double padding, double dilation) {
  Window w = {};
  w.height = static_cast<Index>(x[2]);
  w.width = static_cast<Index>(x[3]);
  w.kernel = static_cast<Index>(kernel);
  w.stride = static_cast<Index>(stride);
  w.padding = static_cast<Index>(padding);
  w.dilation = static_cast<Index>(dilation);
  const Index padded_height = w.height + 2 * w.padding, padded_width = w.width + 2 * w.padding;
  const Index reach = (w.kernel - 1) * w.dilation + 1;
  if (reach > padded_height || reach > padded_width)
    return make_error("", {"kernel {} is larger than its padded input {}x{}", "卷积核 {} 大于填充后的输入 {}x{}"},
                      {std::to_string(reach), std::to_string(padded_height), std::to_string(padded_width)});
  w.out_height = (padded_height - reach) / w.stride + 1;
  w.out_width = (padded_width - reach) / w.stride + 1;
  return w;
}

Status check_patch(std::int64_t channels, std::int64_t kernel) {
  if (channels <= kLargestTensor / (kernel * kernel)) return Nothing{};
  return make_error("",
                    {"needs filters of {} channels {}x{}: too many numbers", "需要 {} 个通道、{}x{} 的滤波器：数太多"},
                    {std::to_string(channels), std::to_string(kernel), std::to_string(kernel)});
}

}  // namespace downhill
