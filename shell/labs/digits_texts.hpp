#pragma once
#include "core/base/types.hpp"

/// What the digits lab says, for its files.
namespace downhill::digits_texts {

struct Texts {
  Text net{"Network", "网络"};
  Text net_help{"A ready-made network; training begins anew", "选择一个现成的网络，训练会重新开始"};
  Text own_net{"Own network", "自定义网络"};
  Text drawn_note{"These digits are drawn by the computer itself.", "这些数字是计算机自己画的。"};
  Text real_note{"Real pictures, from files.", "真实的图片，来自文件。"};
  Text counts{"{} to learn from, {} to test", "{} 张学习，{} 张测试"};
  Text loading{"Loading {} … {}", "正在载入 {} … {}"};
  Text not_found{"{} was not found here: see below", "这里没有找到 {}：见下方"};
  Text use_real{"Use real MNIST", "换成真实的 MNIST"};
  Text test_all{"Test on all {} pictures", "在全部 {} 张图上测试"};
  Text test_again{"Test again", "再测一次"};
  Text testing{"Testing …", "正在测试……"};
  Text test_help{"Learning waits until every test picture was read once", "训练会等到每张测试图片都读过一遍"};
  Text tested{"{} read right", "读对 {}"};
  Text tested_when{"{} of {}, after epoch {}", "{} / {} 张，第 {} 轮"};
  Text reference{"To compare: at least {} read right ({}).", "参考结果：至少 {} 识别正确（{}）。"};
  Text picture{"Picture", "图片"};
  Text answer{"Answer", "答案"};
  Text previous{"The picture before", "上一张"};
  Text next{"The next picture", "下一张"};
  Text confusion{"Confusions", "混淆"};
  Text confusion_help{"Row: what it is. Column: what the network reads. At the right: the share read right.",
                      "行：实际数字；列：网络读成的数字；右侧：读对的比例。"};
  Text runs{"Runs", "各次训练"};
  Text mistakes{"Mistakes", "读错的"};
  Text no_examination{"Press “Test on all” to see which digits are confused.",
                      "点击“在全部图上测试”，看看哪些数字会被混淆。"};
  Text no_mistakes{"Not one mistake.", "一个也没有读错。"};
  Text mistake{"A {}, read as {}", "这是 {}，读成了 {}"};
  Text sure{"{} sure", "把握 {}"};
};

inline constexpr Texts kText;

}  // namespace downhill::digits_texts
