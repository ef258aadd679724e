#pragma once
#include "core/ops/inputs.hpp"

/// What concat, slice and mean share: one axis of a tensor, and what lies before and behind it.
namespace downhill {

/// A tensor as [outer, length, inner] around one axis.
struct AxisView {
  Index outer = 1, length = 1, inner = 1;
};

inline AxisView view_axis(const Shape& shape, int axis) {
  AxisView view;
  for (int i = 0; i < shape.rank(); ++i) {
    Index& part = i < axis ? view.outer : i == axis ? view.length : view.inner;
    part *= static_cast<Index>(shape[i]);
  }
  return view;
}

constexpr OptionSpec axis_option() {
  return {
      .name = "axis",
      .label = {"Axis", "轴"},
      .help = {"1 is the first axis behind the batch: features or channels.", "1 是批次之后的第一个轴：特征或通道。"},
      .kind = OptionKind::integer,
      .minimum = 1,
      .maximum = Shape::kMaximumRank - 1,
      .initial = 1,
      .slider_minimum = 1,
      .slider_maximum = 3};
}

/// Refuses an axis that x does not have.
inline Status check_axis(const Shape& x, double axis) {
  if (axis < x.rank()) return Nothing{};
  return make_error("", {"axis {} does not exist in [{}]", "轴 {} 在 [{}] 中不存在"},
                    {number_text(axis), to_string(x)});
}

}  // namespace downhill
