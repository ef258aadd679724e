#pragma once
#include "core/base/types.hpp"

/// What the widgets of picture labs say; such a lab has these among its texts, for the fonts.
namespace downhill::layers_texts {

struct Texts {
  Text layers{"Layers", "逐层"};
  Text edit{"Edit", "编辑"};
  Text edit_help{"Add, change and remove layers", "添加、修改、删除层"};
  Text activations{"Activations", "激活"};
  Text filters{"Filters", "卷积核"};
  Text gradients{"Gradients", "梯度"};
  Text gradients_help{
      "How the loss of this picture changes with what is shown. Blue: more of it, more loss. Orange: less.",
      "这张图片的损失随所示数值的变化。蓝：增大它，损失变大；橙：损失变小。"};
  Text picture{"Picture", "图片"};
  Text weights{"{} weights", "{} 个权重"};
  Text more{"+{}", "+{}"};
  Text channel{"{}, channel {}", "{}，通道 {}"};
  Text range{"from {} to {}", "从 {} 到 {}"};
  Text truth{"It is a {}", "它是 {}"};
};

inline constexpr Texts kLayersText;

}  // namespace downhill::layers_texts
