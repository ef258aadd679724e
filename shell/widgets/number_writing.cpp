#include "shell/widgets/number_writing.hpp"

#include <algorithm>
#include <cmath>

#include "shell/widgets/number_grid.hpp"

namespace downhill {
namespace {

constexpr float kLowestCell = 15;  // for a number of full size
constexpr float kSmaller[] = {1.f, 0.85f, 0.75f};
constexpr int kWays = 3;

/// ".25" for "0.25".
std::string without_zero(std::string text) {
  if (const std::size_t zero = text.find("0."); zero != std::string::npos) text.erase(zero, 1);
  return text;
}

}  // namespace

std::string write_number(float value, int shortened) {
  const std::string two = cell_text(value, 2).text;
  if (shortened == 0) return two;
  if (shortened == 2 && std::fabs(value) >= 10) return cell_text(value, 0).text;
  const std::string one = cell_text(value, 1).text;
  const std::string text = one == "0" ? two : one;
  return shortened == 2 && std::fabs(value) < 1 ? without_zero(text) : text;
}

NumberWriting choose_writing(const Ui& ui, float cell_w, float cell_h, std::span<const float> values) {
  const float line = ui.fonts.line_height(FontId::small);
  float widest[kWays] = {};
  for (int way = 0; way < kWays; ++way) {
    for (const float value : values)
      widest[way] = std::max(widest[way], ui.text_width(FontId::small, write_number(value, way).c_str()));
    if (widest[way] <= cell_w - 1 && cell_h >= kLowestCell) return {way, line};
  }
  for (const float size : kSmaller)
    for (int way = 0; way < kWays; ++way)
      if (size * widest[way] <= cell_w - 1 && cell_h >= size * kLowestCell) return {way, size * line};
  return {};
}

}  // namespace downhill
