#pragma once
#include "core/base/types.hpp"

/// What the drawing lab says, for its files.
namespace downhill::draw_texts {

struct Texts {
  Text pad{"Draw a digit", "画一个数字"};
  Text pad_help{"With the mouse or a finger, large and in the middle", "用鼠标或手指画，画大一点，画在中间"};
  Text clear{"Clear", "清除"};
  Text clear_help{"A white page", "换一张白纸"};
  Text borrow{"Take one of the test set", "取一张测试图"};
  Text borrow_help{"Puts the next test picture on the pad, to draw on or to move",
                   "把下一张测试图放到画板上，可以接着画，也可以移动"};
  Text open{"Open a picture …", "打开图片……"};
  Text open_help{"A PNG or JPEG of a digit, or drop it on the page: dark on light or light on dark",
                 "数字的 PNG 或 JPEG 图片，也可以直接拖到页面上；浅底深字、深底浅字都可以"};
  Text center{"Centre it like MNIST", "像 MNIST 那样居中"};
  Text center_help{
      "Scales what you drew to 20 x 20 and puts its mass into the middle of 28 x 28, as was done with every picture "
      "the network learned from",
      "把画的内容缩放到 20 x 20，并把重心放到 28 x 28 的中央；网络学习过的每张图都这样处理过"};
  Text move{"Move it", "移动"};
  Text left{"To the left", "向左"};
  Text right{"To the right", "向右"};
  Text up{"Up", "向上"};
  Text down{"Down", "向下"};
  Text back{"Back to the middle", "回到中央"};
  Text moved{"Moved by ({}, {}). The marks show the answer before.", "移动了（{}，{}）。竖线是移动之前的答案。"};
  Text seen{"What the network sees", "网络看到的"};
  Text untrained{"This network has not learned anything yet: press Play and let it practise for a while.",
                 "这个网络还什么也没学过：先点“开始”，让它练习一会儿。"};
  Text empty{"Nothing is drawn yet.", "还没有画任何东西。"};
};

inline constexpr Texts kText;

}  // namespace downhill::draw_texts
