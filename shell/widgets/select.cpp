#include "shell/widgets/select.hpp"

#include <algorithm>
#include <cstdio>

#include "imgui_internal.h"

namespace downhill {
namespace {

constexpr float kShortestList = 300;
constexpr float kMark = 24;  // the tick or the icon before an entry

bool entry(Ui& ui, const char* id, const Rect& r, const SelectItem& item, bool chosen) {
  const Theme& theme = *ui.theme;
  const Response response = ui.control(id, r, false);
  if (response.hovered) ui.fill(r, theme.soft, kControlRadius - 3);
  Rect content = r.inset(space::k2, 0);
  const Rect mark = cut_left(content, kMark);
  if (chosen || item.icon != Icon{})
    ui.icon({mark.x - 2, mark.y, mark.w - 4, mark.h}, chosen ? Icon::check : item.icon,
            chosen ? theme.accent : theme.second);
  ui.text(id, content, item.label, chosen ? FontId::strong : FontId::body, chosen ? theme.accent : theme.ink);
  if (item.help) ui.help(response, id, r, item.label, item.help);
  return response.clicked;
}

/// A list longer than the screen follows the finger; the wheel is ImGui's own.
void scroll_list(Ui& ui) {
  if (!ui.touch || !ImGui::IsMouseDragging(ImGuiMouseButton_Left, 8)) return;
  ImGui::ClearActiveID();  // what is dragged is not chosen
  ImGui::SetScrollY(ImGui::GetScrollY() - ImGui::GetIO().MouseDelta.y);
}

}  // namespace

int popup_list(Ui& ui, const char* id, const Rect& anchor, const std::vector<SelectItem>& items, int current) {
  const ImVec2 display = ImGui::GetIO().DisplaySize;
  const float row = ui.touch ? kTouchHeight : 30.f;
  float width = anchor.w;
  for (const SelectItem& item : items)
    width = std::max(width, ui.text_width(FontId::strong, item.label) + kMark + 2 * space::k2 + 2 * space::k1 + 6);
  const float whole = row * static_cast<float>(items.size()) + 2 * space::k1;
  // A long list scrolls: under its button when there is some room, so that the button stays in sight.
  const float below = display.y - anchor.bottom() - 2 * space::k1;
  const float height = std::min(whole, below > kShortestList ? below : display.y - 2 * space::k1);
  float x = std::min(anchor.x, display.x - width - space::k1);
  float y = anchor.bottom() + space::k1;
  if (y + height > display.y - space::k1) y = std::max(space::k1, anchor.y - height - space::k1);
  x = std::max(space::k1, x);

  ImGui::SetNextWindowPos({x, y});
  ImGui::SetNextWindowSize({width, height});
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {0, 0});
  ImGui::PushStyleVar(ImGuiStyleVar_PopupBorderSize, 0);
  ImGui::PushStyleColor(ImGuiCol_PopupBg, 0u);
  const bool open = ImGui::BeginPopup(id, ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoScrollbar);
  ImGui::PopStyleColor();
  ImGui::PopStyleVar(2);
  if (!open) return -1;
  ui.note_popup();
  const Rect frame{x, y, width, height};
  ImGui::PushClipRect({x - 8, y - 8}, {x + width + 8, y + height + 8}, false);
  ui.fill({x - 1, y + 1, width + 2, height + 3}, fade(0xFF000000u, 0.05f), kControlRadius + 2);
  ui.fill({x, y + 2, width, height}, fade(0xFF000000u, 0.06f), kControlRadius);
  ui.fill(frame, ui.theme->panel, kControlRadius);
  ui.stroke({x + 0.5f, y + 0.5f, width - 1, height - 1}, ui.theme->line, kControlRadius);
  ImGui::PopClipRect();
  int chosen = -1;
  if (whole > height) scroll_list(ui);
  if (whole > height && current >= 0 && ImGui::IsWindowAppearing())
    ImGui::SetScrollY(row * static_cast<float>(current) - height / 2);
  Rect rest{x + space::k1, y + space::k1 - ImGui::GetScrollY(), width - 2 * space::k1, whole};
  for (int i = 0; i < static_cast<int>(items.size()); ++i) {
    char item_id[HitRegistry::kIdBytes];
    std::snprintf(item_id, sizeof item_id, "%s.%s", id, items[static_cast<std::size_t>(i)].value);
    const Rect place = cut_top(rest, row);
    const bool seen = place.overlaps(frame);
    if (seen && entry(ui, item_id, place, items[static_cast<std::size_t>(i)], i == current)) chosen = i;
  }
  if (whole > height) {
    const float length = height * height / whole;
    const float at = y + (height - length) * ImGui::GetScrollY() / (whole - height);
    ui.fill({x + width - 5, at + 3, 3, length - 6}, fade(ui.theme->third, 0.45f), 1.5f);
  }
  ImGui::SetCursorScreenPos({x + width, y - ImGui::GetScrollY() + whole});
  ImGui::Dummy({0, 0});  // popups fit themselves to their content; this is its corner
  if (chosen >= 0 || ImGui::IsKeyPressed(ImGuiKey_Escape, false)) ImGui::CloseCurrentPopup();
  ImGui::EndPopup();
  return chosen;
}

int select(Ui& ui, const char* id, const Rect& r, const std::vector<SelectItem>& items, int current, SelectLook look,
           const char* title, const char* help) {
  const Theme& theme = *ui.theme;
  const bool pill = look == SelectLook::pill;
  const float radius = pill ? r.h / 2 : kControlRadius;
  const Response response = ui.control(id, r);
  const Color back = response.held      ? mix(theme.panel, theme.ink, 0.1f)
                     : response.hovered ? mix(theme.panel, theme.ink, 0.04f)
                                        : theme.panel;
  ui.fill(r, back, radius);
  ui.stroke({r.x + 0.5f, r.y + 0.5f, r.w - 1, r.h - 1}, theme.line, radius);
  const int count = static_cast<int>(items.size());
  const char* label = current >= 0 && current < count ? items[static_cast<std::size_t>(current)].label : "–";
  const FontId font = pill ? FontId::small : FontId::body;
  Rect content = r.inset(pill ? 8.f : 10.f, 0);
  const bool room = !pill || ui.text_width(font, label) + 14 <= content.w;
  if (room) {
    const Rect mark = cut_right(content, 10, 4);
    const float cx = mark.center_x();
    const float cy = mark.center_y() + 1;
    ui.draw().AddTriangleFilled({cx - 4, cy - 2.5f}, {cx + 4, cy - 2.5f}, {cx, cy + 2.5f}, theme.third);
  } else {
    content = r.inset(3, 0);
  }
  ui.text(id, content, label, font, pill ? theme.second : theme.ink, pill && !room ? Align::center : Align::left);
  if (response.focused) ui.focus_outline(r, radius);
  if (title) ui.help(response, id, r, title, help);
  if (response.clicked) ImGui::OpenPopup(id);
  const int chosen = popup_list(ui, id, r, items, current);
  if (chosen >= 0) return chosen == current ? -1 : chosen;
  const int next = std::clamp(current + response.arrow, 0, count - 1);
  return response.arrow != 0 && next != current ? next : -1;
}

}  // namespace downhill
