#pragma once
#include "core/base/types.hpp"

/// What the pooling lab says, for its two files.
namespace downhill::pooling_texts {

struct Texts {
  Text picture{"Picture", "图像"};
  Text output{"Output", "输出"};
  Text gradient{"Where the gradient goes", "梯度回到哪里"};
  Text all{"All outputs", "全部输出"};
  Text all_help{"Every output sends back a 1; where windows overlap, they add up.",
                "每个输出都送回 1；窗口重叠处相加。"};
  Text shift{"Shift by a pixel", "平移一个像素"};
  Text left{"Picture to the left", "图像左移"};
  Text right{"Picture to the right", "图像右移"};
  Text up{"Picture up", "图像上移"};
  Text down{"Picture down", "图像下移"};
  Text draw{"Draw again", "重新抽取"};
  Text unmoved{"Shift the picture with the arrows: here you see how every output changes.",
               "用箭头移动图像，这里显示每个输出的变化。"};
  Text stayed{"Shifted by ({}, {}): {} of {} outputs stay as they were, while {} of {} pixels did.",
              "平移（{}，{}）：{} / {} 个输出没有变，而像素只有 {} / {} 个没变。"};
  Text one_way{"It goes back to one number: the one that was passed on. The rest of the window learns nothing here.",
               "它只回到被送出去的那一个数；窗口里其余的数在这里什么也学不到。"};
  Text spread{"It is shared out evenly: every number of the window gets {}.", "它被平均分掉：窗口里每个数得到 {}。"};
  Text nothing{"The whole window is zero: nothing was drawn, nothing goes back.",
               "整个窗口都是零：什么也没抽到，也就什么也不送回。"};
  Text chance{"({}): with the chance {} / {} this one was drawn: {}", "（{}）：以 {} / {} 的概率抽中了 {}"};
  Text hint{
      "Point at an output to see its window and its gradient. With a stride smaller than the kernel, windows overlap.",
      "指着一个输出，看它的窗口和梯度。步幅小于核时，窗口会重叠。"};
};
inline constexpr Texts kText;

}  // namespace downhill::pooling_texts
