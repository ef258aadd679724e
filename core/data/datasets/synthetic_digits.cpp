#include "core/data/synthetic_digits.hpp"
#include "core/data/dataset.hpp"

namespace downhill {
namespace {

void draw(std::uint64_t seed, std::uint64_t index, std::span<std::uint8_t> pixels, std::uint8_t& label) {
  draw_digit(seed, index, pixels.first<kDigitPixels>(), label);
}

}  // namespace

const DatasetInfo& synthetic_digits_dataset() {
  static const PictureSource pictures = {kDigitSide, kDigitSide, false};
  static const DatasetInfo info = {
      {.name = "synthetic_digits",
       .label = {"Drawn digits", "程序绘制的数字"},
       .summary = {"Digits that the computer draws itself, in many hands: no file is needed.",
                   "由计算机用多种笔迹自己画出的数字：不需要任何文件。"},
       .formula = "curves of a pen, moved by chance, 28 x 28",
       .source = "own generator: core/data/synthetic_digits.cpp",
       .options = picture_dataset_options()},
      10,
      0,
      nullptr,
      &pictures};
  return info;
}

const PictureGenerator& synthetic_digits_generator() {
  static const PictureGenerator generator = {"synthetic_digits", draw};
  return generator;
}

}  // namespace downhill
