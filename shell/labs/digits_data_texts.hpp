#pragma once
#include "core/base/types.hpp"

/// What the digits lab says of augmentation and brightness.
namespace downhill::digits_data_texts {

struct Texts {
  Text caption{"A training picture, three ways", "一张训练图片的三种变化"};
  Text preview{"A training picture, and three others made of it", "一张训练图片，以及由它变出的三张"};
  Text preview_help{
      "Every time the network learns from a picture it sees another one like these; test pictures stay as they are. "
      "Click for the next one.",
      "网络每次学习一张图，看到的都是这样变化出来的另一张；测试图片保持原样。点击可换下一张。"};
  Text before{"Bytes {} to {}: mean {}, deviation {}", "字节 {} 到 {}：均值 {}，标准差 {}"};
  Text after{"Numbers {} to {}: mean {}, deviation {}", "数值 {} 到 {}：均值 {}，标准差 {}"};
  Text histogram{"How dark the pixels are", "像素的深浅分布"};
  Text histogram_help{"How many pixels of the picture have each shade, from paper to ink (heights by their root)",
                      "这张图里从纸到墨各种深浅的像素有多少（高度取平方根）"};
};

inline constexpr Texts kDataText;

}  // namespace downhill::digits_data_texts
