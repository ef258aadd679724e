#pragma once
#include "core/base/types.hpp"

/// What the list of layers says; a lab that shows it has these among its texts, for the fonts.
namespace downhill::editor_texts {

struct Texts {
  Text done{"Done", "完成"};
  Text title{"Layers", "逐层"};
  Text layer{"Layer", "层"};
  Text output{"Output", "输出"};
  Text weights{"Weights", "权重"};
  Text work{"Mult-adds", "乘加"};
  Text work_help{"Multiplications with an addition each that one picture takes", "处理一张图片需要的乘加次数"};
  Text costs{"{} weights · {} mult-adds", "{} 个权重 · {} 次乘加"};
  Text without{"no {}", "无{}"};
  Text add{"Layer", "添加层"};
  Text add_help{"Add a layer behind the chosen one, or before the last",
                "在选中的层之后添加一层；没有选中时加在最后一层之前"};
  Text up{"Move up", "上移"};
  Text down{"Move down", "下移"};
  Text remove{"Remove this layer", "删除这一层"};
  Text type_help{"Another kind of layer in its place", "换成另一种层"};
  Text still{"Until this fits, the network before goes on.", "改好之前，原来的网络继续工作。"};
  Text back{"Take it back", "撤回"};
};

inline constexpr Texts kEditorText;

}  // namespace downhill::editor_texts
