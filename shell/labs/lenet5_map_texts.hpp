#pragma once
#include "core/base/types.hpp"

/// What the lab of the map says, for its files.
namespace downhill::lenet5_map_texts {

struct Texts {
  Text title{"From the picture to the answer", "从图片到答案"};
  Text picture{"Picture", "图片"};
  Text previous{"The test picture before", "上一张测试图片"};
  Text next{"The next test picture", "下一张测试图片"};
  Text replay{"Let the picture flow through again", "让图片再流过一遍"};
  Text verdict{"It is a {}, read as {}", "它是 {}，读成 {}"};
  Text verdict_short{"{} read as {}", "{} 读成 {}"};
  Text total{"{} weights, {} multiply-adds for one picture", "共 {} 个权重，每张图片 {} 次乘加"};
  Text weights{"{} weights", "{} 个权重"};
  Text no_weights{"nothing to learn", "不用学习"};
  Text products{"{} mult-adds", "{} 次乘加"};
  Text both{"{}, {}", "{}，{}"};
  Text pixel{"A pixel of the picture, row {}, column {}: {}.", "图片第 {} 行第 {} 列的像素：{}。"};
  Text unit{"{}: map {}, row {}, column {} holds {}. ", "{}：第 {} 张图，第 {} 行第 {} 列，值为 {}。"};
  Text neuron{"{}: unit {} holds {}. ", "{}：第 {} 个单元，值为 {}。"};
  Text window{"It looks through a window of {} × {} at {}, and so at {} × {} pixels of the picture.",
              "它透过 {} × {} 的窗口看前一层的{}，也就看到图片的 {} × {} 个像素。"};
  Text every_map{"every map before it", "每一张图"};
  Text these_maps{"maps {} before it", "第 {} 张图"};
  Text some_maps{"some of the maps before it", "若干张图"};
  Text one_map{"its own map", "自己那一张"};
  Text everything{"It reads all {} numbers before it, and so the whole picture.",
                  "它读前一层全部 {} 个数，也就看到整张图片。"};
  Text colours{"Blue paths push it up, orange ones down.", "蓝色的路把它往上推，橙色的往下压。"};
  Text table{"What {} reads of {}", "{} 读 {} 的哪些图"};
  Text table_legend{"Filled: the column's map reads the row's", "填色处：列上的图读行上的图"};
  Text table_why{
      "In the table a column is a map of {}, a row one of {}; where it is filled, the first reads the other. "
      "Filters that see different maps have to find different things, and there are fewer weights.",
      "表中每列是 {} 的一张图，每行是 {} 的一张图；填色处表示前者读后者。"
      "滤波器看到的图各不相同，就必须找不同的东西，权重也更少。"};
  Text table_axes{"Column: {}, row: {}", "列：{}，行：{}"};
  Text table_reads{"Map {} reads {} of {}", "第 {} 张读 {} 张，共 {} 张"};
  Text table_read_by{"Map {} is read by {} of {}", "第 {} 张被 {} 张读，共 {} 张"};
  Text joined{"{} map {} reads {} map {}", "{} 第 {} 张图读 {} 第 {} 张图"};
  Text not_joined{"{} map {} does not read {} map {}", "{} 第 {} 张图不读 {} 第 {} 张图"};
  Text kernel{"through {} × {} weights of its own", "通过自己的 {} × {} 个权重"};
  Text no_kernel{"there are no weights between them", "两者之间没有权重"};
  Text stage_help{"Point at a unit to see what it looks at", "指着一个单元，看它在看哪里"};
};

inline constexpr Texts kText;

}  // namespace downhill::lenet5_map_texts
