#pragma once
#include "core/base/info.hpp"

namespace downhill {

/// The price of a regularizer: how much weights count beside the loss.
constexpr OptionSpec rate_option(const char* name = "rate", HelpText label = {"Strength", "强度"}) {
  return {.name = name,
          .label = label,
          .help = {"How much large weights cost; too much and the network learns nothing else.",
                   "大权重要付多大的代价；太大网络就学不到别的了。"},
          .minimum = 0,
          .maximum = 100,
          .initial = 0.001,
          .slider_minimum = 1e-5,
          .slider_maximum = 1,
          .logarithmic = true,
          .live = true};
}

/// Whether the price is asked for more than weights. PyTorch's weight_decay makes everything pay.
constexpr OptionSpec biases_option() {
  return {.name = "biases",
          .label = {"Biases too", "包括偏置"},
          .help = {"Whether biases and scales pay as well, as with PyTorch's weight_decay.",
                   "偏置和缩放是否也要付代价；PyTorch 的 weight_decay 就是如此。"},
          .kind = OptionKind::boolean,
          .maximum = 1,
          .slider_maximum = 1,
          .live = true,
          .rare = true};
}

}  // namespace downhill
