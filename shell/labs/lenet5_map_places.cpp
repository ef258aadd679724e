// Where the maps stand: side by side on a wide screen, below one another on a narrow one.
#include <algorithm>
#include <cmath>

#include "shell/labs/lenet5_map.hpp"

namespace downhill {
namespace {

constexpr float kTallGap = 26;
constexpr float kSmallMap = 8;      // smaller ones stand in more lines
constexpr float kAnswerWide = 104;  // the last units, their digits and bars

}  // namespace

/// Sizes of a stage's maps: as large as fits, and larger maps larger.
void Lenet5Map::arrange(Stage& stage, float width, float height, bool wide) const {
  const LayerRow& row = stage.row;
  const int n = row.channels;
  const bool last = &stage == &stages_.back();
  stage.gap = stage.is_vector() ? 1 : wide ? 6 : 4;
  const auto fit = [&](int across) {
    const auto columns = static_cast<float>(across), lines = static_cast<float>((n + across - 1) / across);
    return std::min((width - (columns - 1) * stage.gap) / columns, (height - (lines - 1) * stage.gap) / lines);
  };
  if (last) {
    stage.across = wide ? 1 : n;
    stage.tile = std::floor(std::min(wide ? (height - 9 * 6) / static_cast<float>(n) : 26.f, wide ? 20.f : fit(n)));
    stage.gap = wide ? 6 : std::max(2.f, (width - stage.tile * static_cast<float>(n)) / static_cast<float>(n - 1));
  } else if (stage.is_vector()) {
    stage.across = wide ? (n + 29) / 30 : (n + 2) / 3;
    stage.tile = std::floor(std::clamp(fit(stage.across), 2.f, 9.f));
  } else {
    int lines = n <= 8 ? 1 : 2;
    const auto across = [&](int count) { return wide ? count : (n + count - 1) / count; };
    while (fit(across(lines)) < kSmallMap && fit(across(lines + 1)) > fit(across(lines))) ++lines;
    stage.across = n == 1 ? 1 : across(lines);
    const float natural = n == 1 ? (wide ? 150.f : 112.f) : 24 + 2.1f * static_cast<float>(row.width);
    stage.tile = std::floor(std::max(6.f, std::min(natural, fit(stage.across))));
  }
  const auto columns = static_cast<float>(stage.across),
             rows = static_cast<float>((n + stage.across - 1) / stage.across);
  stage.r = {0, 0, columns * (stage.tile + stage.gap) - stage.gap, rows * (stage.tile + stage.gap) - stage.gap};
}

/// Left to right, each in the middle of a slot that has room for its label.
void Lenet5Map::place_wide(const Rect& area) {
  float slots = 0;
  for (Stage& stage : stages_) {
    arrange(stage, 150, area.h, true);
    slots += std::max(slot_width(stage), Stage::kSlot);
  }
  const float gap = (area.w - slots) / static_cast<float>(stages_.size() - 1);
  float x = area.x;
  for (Stage& stage : stages_) {
    const float slot = std::max(slot_width(stage), Stage::kSlot);
    stage.r.x = std::round(x + (slot - slot_width(stage)) / 2);
    stage.r.y = std::round(area.center_y() - stage.r.h / 2);
    x += slot + gap;
  }
}

float Lenet5Map::slot_width(const Stage& stage) const {
  return &stage == &stages_.back() ? kAnswerWide : stage.r.w;
}

/// Downwards, each below its label. Returns the height it takes.
float Lenet5Map::place_tall(const Rect& content) {
  float y = content.y;
  for (Stage& stage : stages_) {
    arrange(stage, content.w, 120, false);
    y += Stage::kLabelsTall + (&stage == &stages_.back() ? Stage::kAnswerTall : 0);
    stage.r.x = std::round(content.center_x() - stage.r.w / 2);
    stage.r.y = y;
    y += stage.r.h + (&stage == &stages_.back() ? 16 : kTallGap);
    if (stage.has_table()) y += tall_table_height(stage) + kTallGap / 2;
  }
  return y - content.y;
}

}  // namespace downhill
