#pragma once
#include <span>

#include "core/base/info.hpp"

namespace downhill {

/// The last two options of every optimizer: limits on the gradient before it is used.
constexpr OptionSpec clip_option(const char* name, HelpText label, HelpText help) {
  return {.name = name,
          .label = label,
          .help = help,
          .minimum = 0,
          .maximum = 1e10,
          .initial = 0,
          .slider_minimum = 0,
          .slider_maximum = 10,
          .live = true,
          .rare = true};
}

constexpr OptionSpec clip_value_option() {
  return clip_option("clip_value", {"Clip each", "逐个截断"},
                     {"No number of the gradient counts for more than this; 0 clips nothing.",
                      "梯度中任何一个数都不会超过它；0 表示不截断。"});
}

constexpr OptionSpec clip_norm_option() {
  return clip_option("clip_norm", {"Clip the norm", "按范数截断"},
                     {"A gradient longer than this is shortened to it, its direction kept; 0 clips nothing.",
                      "比它更长的梯度会被缩短到它，方向不变；0 表示不截断。"});
}

/// Clips the gradients of all parameters together, as the last two of an optimizer's `options` say; value before norm.
///   value:  dw <- min(max(dw, -limit), limit)
///   norm:   dw <- dw min(1, limit / (|dw| + 1e-6))
/// A NaN stays a NaN and is noticed.
/// Source   Mikolov 2012 (value); Pascanu, Mikolov and Bengio 2012, arXiv:1211.5063, algorithm 1 (norm);
///          torch.nn.utils.clip_grad_value_, clip_grad_norm_ (whose 1e-6 the paper does not have)
void clip_gradients(std::span<const double> options, std::span<Real> dw);

}  // namespace downhill
