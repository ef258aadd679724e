#pragma once
#include "core/base/types.hpp"

/// What the convolution lab says, for its two files.
namespace downhill::convolution_texts {

struct Texts {
  Text picture{"Picture", "图像"};
  Text output{"Output", "输出"};
  Text product{"One place, written out", "把一处的计算写出来"};
  Text window{"Window", "窗口"};
  Text kernel{"Kernel", "卷积核"};
  Text products{"Products", "乘积"};
  Text sum{"Sum", "总和"};
  Text size{"Size of the output", "输出的大小"};
  Text letters{"H picture, K kernel, S stride, P padding, D dilation", "H 图像，K 卷积核，S 步幅，P 填充，D 空洞"};
  Text fits{"The window ends exactly at the edge: every row and column is seen.",
            "窗口正好停在边上：每一行、每一列都看到了。"};
  Text left_over{
      "The division leaves {}: the window can not move on, and that many rows and columns at the end are "
      "never seen. The quotient is rounded down.",
      "除法余 {}：窗口无法再移动，末尾有这么多行和列看不到；商向下取整。"};
  Text red{"Red", "红"};
  Text green{"Green", "绿"};
  Text blue{"Blue", "蓝"};
  Text together{"Together", "合在一起"};
  Text paint_hint{"Paint on the picture. Click a number of the kernel to type another, or drag it.",
                  "可以在图像上涂画。点击卷积核里的数可以输入新值，也可以拖动。"};
  Text weights_hint{"Click a number of the kernel to type another, or drag it.",
                    "点击卷积核里的数可以输入新值，也可以拖动。"};
};
inline constexpr Texts kText;

}  // namespace downhill::convolution_texts
