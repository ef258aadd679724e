#pragma once
#include <algorithm>

#include "core/ops/window_options.hpp"

/// What max_pool2d, avg_pool2d and stochastic_pool2d share: their first options are kernel, stride, padding.
namespace downhill {

constexpr OptionSpec pooling_stride_option() {
  return stride_option(0, 0,
                       {"How far the window moves at a time; 0 stands for the kernel's size.",
                        "窗口每次移动的距离；0 表示与核的大小相同。"});
}

constexpr OptionSpec pooling_padding_option() {
  return padding_option(
      {"Rows and columns added around the image, at most half the kernel.", "图像四周增加的行列数，最多为核的一半。"});
}

/// Images, and a window that fits on them.
Result<Window> infer_pooling(std::span<const double> options, std::span<const Shape> x);

/// The window of a call whose infer() passed.
Window pooling_window(std::span<const double> options, const Shape& x);

/// The part of a window that lies inside the plane.
struct Region {
  Index top, bottom, left, right;
};

/// visit(first number of the plane in x, place in y, region) for every window of every plane.
template <class Visit>
void visit_windows(const OpCall& call, const Window& w, Visit visit) {
  const auto planes = static_cast<Index>(call.y.shape[0] * call.y.shape[1]);
  Index at = 0;
  for (Index p = 0; p < planes; ++p)
    for (Index oy = 0; oy < w.out_height; ++oy) {
      const Index y = oy * w.stride - w.padding;
      for (Index ox = 0; ox < w.out_width; ++ox, ++at) {
        const Index x = ox * w.stride - w.padding;
        visit(p * w.height * w.width, at,
              Region{std::max<Index>(y, 0), std::min(y + w.kernel, w.height), std::max<Index>(x, 0),
                     std::min(x + w.kernel, w.width)});
      }
    }
}

}  // namespace downhill
