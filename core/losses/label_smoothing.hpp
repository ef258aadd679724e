#pragma once
#include "core/base/info.hpp"

namespace downhill {

/// The option of both cross-entropies.
/// Source   Szegedy et al. 2015, arXiv:1512.00567, section 7
constexpr OptionSpec label_smoothing_option() {
  return {.name = "label_smoothing",
          .label = {"Label smoothing", "标签平滑"},
          .help = {"How much of every answer is spread evenly over all classes, so that nobody gets too sure.",
                   "每个答案有多少被平均分给所有类别，免得网络过于自信。"},
          .minimum = 0,
          .maximum = 1,
          .initial = 0,
          .slider_minimum = 0,
          .slider_maximum = 0.5,
          .live = true,
          .rare = true};
}

}  // namespace downhill
