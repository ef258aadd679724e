#pragma once
#include "core/base/info.hpp"

/// Options that several blocks have.
namespace downhill {

/// Names of ops, so that a block's choice is the type of its layer.
inline constexpr Choice kBlockActivations[] = {{"relu", {"ReLU", "ReLU"}},
                                               {"tanh", {"tanh", "tanh"}},
                                               {"sigmoid", {"sigmoid", "sigmoid"}},
                                               {"gelu", {"GELU", "GELU"}}};

inline const char* block_activation(double value) {
  return kBlockActivations[static_cast<int>(value)].name;
}

constexpr OptionSpec block_activation_option(double initial) {
  return {.name = "activation",
          .label = {"Activation", "激活函数"},
          .help = {"The function between the layers of the block.", "块内各层之间使用的函数。"},
          .kind = OptionKind::choice,
          .maximum = 3,
          .initial = initial,
          .slider_maximum = 3,
          .choices = kBlockActivations};
}

constexpr OptionSpec block_units_option(const char* name, HelpText label, HelpText help, double initial) {
  return {.name = name,
          .label = label,
          .help = help,
          .kind = OptionKind::integer,
          .minimum = 1,
          .maximum = 4096,
          .initial = initial,
          .slider_minimum = 1,
          .slider_maximum = 64};
}

constexpr OptionSpec projection_option() {
  return {.name = "projection",
          .label = {"Projection", "投影"},
          .help = {"Whether the shortcut has weights of its own; it needs them where the block changes the size.",
                   "捷径是否带有自己的权重；块改变大小时必须带。"},
          .kind = OptionKind::boolean,
          .maximum = 1,
          .slider_maximum = 1};
}

}  // namespace downhill
