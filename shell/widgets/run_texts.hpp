#pragma once
#include "core/base/types.hpp"

/// What the table of runs says; a lab that shows it has these among its texts, for the fonts.
namespace downhill::run_texts {

struct Texts {
  Text weights{"Weights", "权重"};
  Text epochs{"Epochs", "轮数"};
  Text best{"Best", "最好"};
  Text loss{"Loss", "损失"};
  Text show{"Draw its curve", "画出它的曲线"};
  Text use{"Use this experiment again", "再次使用这个实验"};
  Text remove{"Forget this run", "删除这次训练"};
  Text clear{"Forget all others", "清除其他"};
  Text hint{"Every run that you start stays here: change something and compare.",
            "每次训练都会留在这里：改一改，比一比。"};
};

inline constexpr Texts kRunText;

}  // namespace downhill::run_texts
