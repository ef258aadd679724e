#pragma once
#include "core/base/types.hpp"

/// What the widgets of picture labs say; such a lab has these among its texts, for the fonts.
namespace downhill::layers_texts {

struct Texts {
  Text layers{"Layers", "逐层"};
  Text activations{"Activations", "激活"};
  Text filters{"Filters", "卷积核"};
  Text picture{"Picture", "图片"};
  Text weights{"{} weights", "{} 个权重"};
  Text more{"+{}", "+{}"};
  Text channel{"{}, channel {}", "{}，通道 {}"};
  Text range{"from {} to {}", "从 {} 到 {}"};
  Text truth{"It is a {}", "它是 {}"};
};

inline constexpr Texts kLayersText;

}  // namespace downhill::layers_texts
