#include "shell/widgets/number_grid.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstring>
#include <string>
#include <vector>

#include "core/base/result.hpp"
#include "imgui_internal.h"
#include "shell/widgets/number_writing.hpp"
#include "shell/widgets/slider.hpp"

namespace downhill {
namespace {

constexpr float kGapFrom = 10;  // smaller cells stand without a gap
constexpr float kPixelsPerHalf = 10;

bool is_dark(Color color) {
  const auto part = [color](int shift) { return static_cast<float>(color >> shift & 0xFF); };
  return 0.299f * part(0) + 0.587f * part(8) + 0.114f * part(16) < 140;
}

/// In the middle of its cell.
void draw_number(Ui& ui, const Rect& cell, float value, Color back, const NumberWriting& writing) {
  const Color strong = is_dark(back) ? rgb(0xFFFFFF) : rgb(0x1F2430);
  const Color color = value == 0 ? ui.theme->second : strong;
  const std::string shown = write_number(value, writing.shortened);
  const float line = writing.size;
  const float width = ui.text_width(FontId::small, shown.c_str()) * line / ui.fonts.line_height(FontId::small);
  ui.draw().AddText(ui.fonts.font(FontId::small), line, {cell.x + (cell.w - width) / 2, cell.y + (cell.h - line) / 2},
                    color, shown.c_str());
}

/// Returns whether the numbers stand in the cells.
bool draw_cells(Ui& ui, const GridPlace& place, const GridSpec& spec) {
  const bool gaps = std::min(place.cell_w, place.cell_h) >= kGapFrom;
  const float rim = gaps ? 1.5f : 0;
  const NumberWriting writing =
      spec.numbers ? choose_writing(ui, place.cell_w - rim, place.cell_h, spec.values) : NumberWriting{};
  const float radius = gaps ? std::min(3.f, 0.15f * place.cell_h) : 0.f;
  const float k = spec.largest > 1e-12f ? 1 / spec.largest : 0;
  for (int row = 0; row < place.rows; ++row)
    for (int column = 0; column < place.columns; ++column) {
      const auto at = static_cast<std::size_t>(row * place.columns + column);
      const float value = at < spec.values.size() ? spec.values[at] : 0;
      const bool padding =
          row < spec.rim || column < spec.rim || row >= place.rows - spec.rim || column >= place.columns - spec.rim;
      const Rect cell = place.cell(row, column);
      const Rect inside = gaps ? cell.inset(0.75f) : cell;
      if (padding && value == 0) {  // hollow: there is nothing, it only counts as zero
        ui.stroke(inside, mix(ui.theme->panel, ui.theme->line, 0.7f), radius);
        continue;
      }
      const Color color = ui.theme->diverge(value * k);
      ui.fill(inside, color, radius);
      if (writing && !padding) draw_number(ui, inside, value, color, writing);
    }
  return static_cast<bool>(writing);
}

/// Arrow keys move the remembered cell; returns it.
void walk(const GridPlace& place, GridHit& hit) {
  int* cell = ImGui::GetStateStorage()->GetIntRef(ImGui::GetItemID(), 0);
  int row = *cell / 1000;
  int column = *cell % 1000;
  row += ImGui::IsKeyPressed(ImGuiKey_DownArrow) - ImGui::IsKeyPressed(ImGuiKey_UpArrow);
  column += ImGui::IsKeyPressed(ImGuiKey_RightArrow) - ImGui::IsKeyPressed(ImGuiKey_LeftArrow);
  hit.row = std::clamp(row, 0, place.rows - 1);
  hit.column = std::clamp(column, 0, place.columns - 1);
  *cell = hit.row * 1000 + hit.column;
}

void show_help(Ui& ui, const GridPlace& place, const GridSpec& spec, const GridHit& hit, bool numbers) {
  const auto at = static_cast<std::size_t>(hit.row * place.columns + hit.column);
  // Where the number can be read in the cell, a card beside it would only hide its neighbours.
  const bool readable = numbers && place.cell_w >= 24;
  if (!spec.help || readable || at >= spec.values.size()) return;
  const std::string where =
      format_text(ui.t(Str::cell_help), {spec.help, std::to_string(hit.row + 1), std::to_string(hit.column + 1)});
  ui.hint(place.cell(hit.row, hit.column), cell_text(spec.values[at], 3).text, where.c_str());
}

/// A finger presses when it is sure not to scroll: it goes sideways, it rested, or it was a tap.
void press(Ui& ui, const Response& response, GridHit& hit) {
  const bool let_go = response.clicked && ImGui::IsMouseReleased(ImGuiMouseButton_Left);
  const bool tap = let_go && ui.drag.tapped();
  hit.held = (response.held && ui.drag.leads()) || tap;
  hit.pressed = hit.held && (ui.drag.begins() || tap);
  hit.clicked = response.clicked && !(let_go && ui.drag.way() == DragWay::upright);
  if (response.held && ui.drag.way() != DragWay::mouse) ui.keep_drag();
}

/// Up and down over the cell that was pressed, or sideways with a finger: half a unit for every few pixels.
template <class At>
bool drag_cell(Ui& ui, const char* id, const GridHit& hit, CellDrag& drag, float limit, At at) {
  if (hit.pressed && hit.on()) drag = {id, hit.row, hit.column, at(hit.row, hit.column), false};
  if (!hit.held || drag.grid != id) return false;
  ui.own_drag();
  const ImVec2 delta = ImGui::GetMouseDragDelta(ImGuiMouseButton_Left, 0);
  const float way = ui.drag.way() == DragWay::sideways ? delta.x : -delta.y;
  if (std::fabs(way) >= kPixelsPerHalf) drag.moved = true;
  if (!drag.moved) return false;
  float& value = at(drag.row, drag.column);
  const float before = value;
  value = std::clamp(drag.from + 0.5f * std::trunc(way / kPixelsPerHalf), -limit, limit);
  return value != before;
}

}  // namespace

CellText cell_text(float value, int decimals) {
  char plain[24];
  std::snprintf(plain, sizeof plain, "%.*f", decimals, std::fabs(static_cast<double>(value)));
  if (std::strchr(plain, '.')) {
    char* end = plain + std::strlen(plain);
    while (end[-1] == '0') *--end = '\0';
    if (end[-1] == '.') end[-1] = '\0';
  }
  CellText shown;
  std::snprintf(shown.text, sizeof shown.text, "%s%.16s", value < 0 && std::strcmp(plain, "0") != 0 ? "−" : "", plain);
  return shown;
}

std::string factor_text(float value) {
  const std::string text = cell_text(value).text;
  return value < 0 && text != "0" ? "(" + text + ")" : text;
}

float largest_size(std::span<const float> values) {
  float largest = 0;
  for (const float v : values) largest = std::max(largest, std::fabs(v));
  return largest;
}

GridPlace place_grid(const Rect& area, int rows, int columns, float largest, float stretch) {
  GridPlace place;
  place.rows = rows;
  place.columns = columns;
  const float fit_w = area.w / static_cast<float>(columns);
  const float fit_h = area.h / static_cast<float>(rows);
  place.cell_h = std::max(1.f, std::min({fit_w, fit_h, largest}));
  if (place.cell_h > 4) place.cell_h = std::floor(place.cell_h);
  place.cell_w = std::max(place.cell_h, std::floor(std::min({fit_w, place.cell_h * stretch, largest})));
  const float w = place.cell_w * static_cast<float>(columns);
  const float h = place.cell_h * static_cast<float>(rows);
  place.r = {std::round(area.x + (area.w - w) / 2), std::round(area.y + (area.h - h) / 2), w, h};
  return place;
}

GridHit number_grid(Ui& ui, const char* id, const GridPlace& place, const GridSpec& spec) {
  GridHit hit;
  if (!spec.focusable) {
    draw_cells(ui, place, spec);
    return hit;
  }
  char cell_id[HitRegistry::kIdBytes];
  for (int row = 0; row < place.rows; ++row)
    for (int column = 0; column < place.columns; ++column) {
      std::snprintf(cell_id, sizeof cell_id, "%s.%d.%d", id, row, column);
      ui.hits.add(cell_id, place.cell(row, column), false);
    }
  const Response response = ui.control(id, place.r);
  press(ui, response, hit);
  const ImGuiIO& io = ImGui::GetIO();
  const ImVec2 mouse = hit.pressed ? io.MouseClickedPos[ImGuiMouseButton_Left] : io.MousePos;
  const bool by_key = response.focused && ui.focus.visible() && !ui.text_field_open();
  if ((response.hovered || response.held) && place.r.contains(mouse.x, mouse.y)) {
    hit.row = std::min(place.rows - 1, static_cast<int>((mouse.y - place.r.y) / place.cell_h));
    hit.column = std::min(place.columns - 1, static_cast<int>((mouse.x - place.r.x) / place.cell_w));
    *ImGui::GetStateStorage()->GetIntRef(ImGui::GetItemID(), 0) = hit.row * 1000 + hit.column;
  } else if (by_key) {
    walk(place, hit);
  }
  const bool numbers = draw_cells(ui, place, spec);
  if (hit.on()) {
    ui.stroke(place.cell(hit.row, hit.column), ui.theme->ink, 3, 1.5f);
    show_help(ui, place, spec, hit, numbers);
  }
  if (by_key) ui.focus_outline(place.r, 4);
  return hit;
}

bool edit_cells(Ui& ui, const char* id, const GridPlace& place, const GridHit& hit, CellDrag& drag,
                std::span<float> values, float limit, const char* label) {
  const auto at = [&](int row, int column) -> float& {
    return values[static_cast<std::size_t>(row * place.columns + column)];
  };
  bool changed = drag_cell(ui, id, hit, drag, limit, at);
  char cell_id[HitRegistry::kIdBytes];
  for (int row = 0; row < place.rows; ++row)
    for (int column = 0; column < place.columns; ++column) {
      std::snprintf(cell_id, sizeof cell_id, "%s.%d.%d", id, row, column);
      const auto shown = static_cast<double>(std::round(at(row, column) * 10000)) / 10000;
      if (hit.clicked && !(drag.moved && drag.grid == id) && hit.row == row && hit.column == column) {
        const Rect cell = place.cell(row, column);
        const Rect field{cell.center_x() - 36, cell.center_y() - 15, 72, 30};
        const std::string name = format_text(ui.t(Str::value_label), {label, number_text(-limit), number_text(limit)});
        ui.open_text_field(cell_id, field, number_text(shown), name);
      }
      double typed = shown;
      if (!take_typed_number(ui, cell_id, -limit, limit, false, typed)) continue;
      at(row, column) = static_cast<float>(typed);
      changed = true;
    }
  if (!hit.held && drag.grid == id) drag = {};
  return changed;
}

void mark_cells(Ui& ui, const char* id, const Rect& cells) {
  ui.stroke(cells.inset(-1), ui.theme->accent, 4, 2);
  ui.hits.add(id, cells, false);
}

}  // namespace downhill
