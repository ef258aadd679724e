// The map's pictures: maps and units of every layer, the funnels between them, and the paths into the chosen unit.
#include <algorithm>
#include <cmath>
#include <cstdio>

#include "shell/app/run.hpp"
#include "shell/labs/lenet5_map.hpp"
#include "shell/labs/lenet5_map_texts.hpp"
#include "shell/widgets/format.hpp"

namespace downhill {
namespace {

using lenet5_map_texts::kText;

constexpr double kFlowMs = 1300;
constexpr float kBarRoom = 58;

ImVec2 corner(const Rect& r, bool right, bool bottom) {
  return {right ? r.right() : r.x, bottom ? r.bottom() : r.y};
}

/// The four-sided surface from the far edge of one rectangle to the near edge of the next.
void span_between(ImDrawList& list, const Rect& a, const Rect& b, bool wide, Color fill, Color edge) {
  const ImVec2 points[4] = {wide ? corner(a, true, false) : corner(a, false, true), corner(b, false, false),
                            wide ? corner(b, false, true) : corner(b, true, false), corner(a, true, true)};
  list.AddConvexPolyFilled(points, 4, fill);
  if (!edge) return;
  list.AddLine(points[0], points[1], edge, 1);
  list.AddLine(points[3], points[2], edge, 1);
}

}  // namespace

Rect Lenet5Map::field_rect(const Stage& stage, int channel, const Field& field) const {
  const Rect map = stage.map(channel);
  const float w = map.w / static_cast<float>(stage.row.width), h = map.h / static_cast<float>(stage.row.height);
  return {map.x + w * static_cast<float>(field.left), map.y + h * static_cast<float>(field.top),
          w * static_cast<float>(field.width()), h * static_cast<float>(field.height())};
}

Rect Lenet5Map::unit_rect(const Unit& unit) const {
  return field_rect(stages_[static_cast<std::size_t>(unit.stage)], unit.channel,
                    {unit.row, unit.column, unit.row + 1, unit.column + 1});
}

/// Every layer narrows into the next.
void Lenet5Map::draw_funnels(Ui& ui, bool wide) const {
  const Color color = fade(ui.theme->line, 0.5f);
  for (std::size_t i = 0; i + 1 < stages_.size(); ++i)
    span_between(ui.draw(), stages_[i].r, stages_[i + 1].r, wide, color, 0);
}

void Lenet5Map::draw_stage(Ui& ui, const Run& run, int index, bool wide) {
  const Stage& stage = stages_[static_cast<std::size_t>(index)];
  const std::span<const float> numbers = pictures_.numbers(stage.row, run.looked().activations);
  float largest = 1e-12f;
  if (stage.is_vector())
    for (const float v : numbers) largest = std::max(largest, std::fabs(v));
  for (int c = 0; c < stage.row.channels; ++c) {
    const Rect place = stage.map(c);
    char id[HitRegistry::kIdBytes];
    std::snprintf(id, sizeof id, "map.%d.%d", index, c);
    ui.hits.add(id, place, false);
    if (stage.is_vector()) {
      const float value =
          static_cast<std::size_t>(c) < numbers.size() ? numbers[static_cast<std::size_t>(c)] / largest : 0;
      ui.fill(place, ui.theme->diverge(value), place.w >= 8 ? 2.f : 0.f);
    } else {
      pictures_.atlas().draw(ui, stage.row.first_picture + c, place, 3);
      ui.stroke({place.x - 0.5f, place.y - 0.5f, place.w + 1, place.h + 1}, ui.theme->line, 3);
    }
  }
  if (index + 1 == static_cast<int>(stages_.size())) draw_answer(ui, run, stage, wide);
  choose_unit(ui, index);
}

/// The digits beside the last units, with a bar for the probability of each.
void Lenet5Map::draw_answer(Ui& ui, const Run& run, const Stage& stage, bool wide) const {
  const Looked& looked = run.looked();
  for (int c = 0; c < stage.row.channels; ++c) {
    const Rect cell = stage.map(c);
    const auto at = static_cast<std::size_t>(c);
    const float p = at < looked.readout.size() ? std::clamp(looked.readout[at], 0.f, 1.f) : 0;
    const bool truth = c == looked.label;
    const std::string digit = std::to_string(c);
    const Color ink = truth ? ui.theme->ink : ui.theme->second;
    const Color bar = truth ? ui.theme->positive : ui.theme->third;
    if (wide) {
      ui.text("answer.digit", {cell.right() + 6, cell.y, 12, cell.h}, digit.c_str(),
              truth ? FontId::strong : FontId::small, ink);
      const Rect track{cell.right() + 22, cell.center_y() - 3, kBarRoom, 6};
      ui.fill(track, ui.theme->soft, 3);
      if (p > 0.004f) ui.fill({track.x, track.y, std::max(4.f, track.w * p), track.h}, bar, 3);
    } else {
      ui.text("answer.digit", {cell.x, cell.bottom() + 1, cell.w, 15}, digit.c_str(),
              truth ? FontId::strong : FontId::small, ink, Align::center);
      const Rect track{cell.center_x() - 3, cell.y - 48, 6, 42};
      ui.fill(track, ui.theme->soft, 3);
      const float height = std::max(4.f, track.h * p);
      if (p > 0.004f) ui.fill({track.x, track.bottom() - height, track.w, height}, bar, 3);
    }
  }
}

/// The pointer, or the arrow keys while the stage has the focus (Enter: the next map), choose the unit.
void Lenet5Map::choose_unit(Ui& ui, int index) {
  const Stage& stage = stages_[static_cast<std::size_t>(index)];
  char id[HitRegistry::kIdBytes];
  std::snprintf(id, sizeof id, "stage.%d", index);
  const Response response = ui.control(id, stage.r);
  const Unit before = unit_;
  const ImVec2 mouse = ImGui::GetIO().MousePos;
  const bool by_key = response.focused && ui.focus.visible();
  if (response.hovered || response.held) {
    for (int c = 0; c < stage.row.channels; ++c) {
      const Rect map = stage.map(c);
      if (!map.inset(-stage.gap / 2).contains(mouse.x, mouse.y)) continue;
      const auto cell = [](float at, float size, int count) {
        return std::clamp(static_cast<int>(at / size * static_cast<float>(count)), 0, count - 1);
      };
      unit_ = {index, c, cell(mouse.y - map.y, map.h, stage.row.height), cell(mouse.x - map.x, map.w, stage.row.width)};
    }
  } else if (by_key) {
    if (unit_.stage != index) unit_ = {index, 0, stage.row.height / 2, stage.row.width / 2};
    const int right = ImGui::IsKeyPressed(ImGuiKey_RightArrow) - ImGui::IsKeyPressed(ImGuiKey_LeftArrow);
    const int down = ImGui::IsKeyPressed(ImGuiKey_DownArrow) - ImGui::IsKeyPressed(ImGuiKey_UpArrow);
    if (stage.is_vector()) {
      unit_.channel += right + down * stage.across;
    } else {
      unit_.column += right;
      unit_.row += down;
      if (response.clicked) unit_.channel = (unit_.channel + 1) % stage.row.channels;
    }
    clamp_unit();
  }
  if (response.focused) ui.focus_outline(stage.r.inset(-2), 5);
  if (by_key || !response.hovered) ui.help(response, id, stage.r, ui.t(kText.stage_help));
  if (!(unit_ == before)) {
    clamp_unit();
    ui.wake_at(ui.now_ms());  // labels and words follow in the next frame
  }
}

/// From the window in the layer before into the unit: blue what pushes it up, orange what pushes it down.
void Lenet5Map::draw_paths(Ui& ui, const Run& run, bool wide) {
  const Rect unit = unit_rect(unit_);
  value_ = value_of(unit_, run);
  pushed_ = 0;
  if (unit_.stage > 0) {
    const Stage& from = stages_[static_cast<std::size_t>(unit_.stage) - 1];
    const Stage& own = stages_[static_cast<std::size_t>(unit_.stage)];
    const Field window = before(unit_.stage, {unit_.row, unit_.column, unit_.row + 1, unit_.column + 1});
    const std::vector<float> sums = contributions(unit_, run);
    float largest = 1e-12f;
    for (const float sum : sums) largest = std::max(largest, std::fabs(sum)), pushed_ += sum;
    for (int c = 0; c < from.row.channels; ++c) {
      if (!own.reads(unit_.channel, c)) continue;
      const float share = sums.empty() ? 0 : sums[static_cast<std::size_t>(c)] / largest;
      const Color color = sums.empty() ? ui.theme->accent : share < 0 ? ui.theme->negative : ui.theme->positive;
      const float strong = sums.empty() ? 0.5f : std::fabs(share);
      const Rect seen = field_rect(from, c, window);
      const bool crowded = from.row.channels > 30;
      if (crowded && strong < 0.04f) continue;
      span_between(ui.draw(), seen, unit, wide, fade(color, (crowded ? 0.05f : 0.1f) + 0.25f * strong),
                   fade(color, 0.15f + 0.6f * strong));
      if (crowded) continue;
      ui.stroke(seen, color, 1, 1.5f);
      char id[HitRegistry::kIdBytes];
      std::snprintf(id, sizeof id, "path.%d", c);
      ui.hits.add(id, seen, false);
    }
  }
  ui.stroke(unit.inset(-1.5f), ui.theme->accent, 2, 2);
  ui.hits.add("mark.unit", unit, false);
  draw_field(ui, stages_.front());
}

/// A frame around what the unit sees of the picture, and a veil over the rest.
void Lenet5Map::draw_field(Ui& ui, const Stage& picture) const {
  const Rect seen = field_rect(picture, 0, field_), all = picture.map(0);
  const Color veil = fade(ui.theme->panel, 0.6f);
  ui.fill({all.x, all.y, all.w, seen.y - all.y}, veil);
  ui.fill({all.x, seen.bottom(), all.w, all.bottom() - seen.bottom()}, veil);
  ui.fill({all.x, seen.y, seen.x - all.x, seen.h}, veil);
  ui.fill({seen.right(), seen.y, all.right() - seen.right(), seen.h}, veil);
  ui.stroke(seen.inset(-1), ui.theme->accent, 2, 2);
  ui.hits.add("mark.field", seen, false);
}

/// While a picture flows through, what it has not reached is veiled, and the funnel that it runs through is lit.
void Lenet5Map::draw_flow(Ui& ui, bool wide) const {
  const auto count = static_cast<float>(stages_.size());
  const float front = static_cast<float>((ui.now_ms() - flow_from_ms_) / kFlowMs) * (count + 1);
  if (front < 0 || front > count + 1) return;
  ui.wake_at(ui.now_ms() + 16);
  for (std::size_t i = 1; i < stages_.size(); ++i) {
    const float late = static_cast<float>(i) - front + 0.5f;
    if (late > 0) ui.fill(stages_[i].r.inset(-3), fade(ui.theme->panel, std::min(1.f, late)), 4);
    const float near = 1 - std::fabs(static_cast<float>(i) - front);
    if (near > 0)
      span_between(ui.draw(), stages_[i - 1].r, stages_[i].r, wide, fade(ui.theme->accent, 0.28f * near), 0);
  }
}

}  // namespace downhill
