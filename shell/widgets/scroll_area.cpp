#include "shell/widgets/scroll_area.hpp"

#include <algorithm>

#include "imgui_internal.h"

namespace downhill {
namespace {

/// A finger that moves up or down takes the page along, whatever it started on; only what keeps its drag does not.
void scroll_by_finger(Ui& ui) {
  const bool kept = ui.drag.way() == DragWay::upright ? ui.drag_is_owned() : ui.drag_is_kept();
  if (!ui.touch || kept || !ImGui::IsMouseDragging(ImGuiMouseButton_Left, 8)) return;
  if (!ImGui::IsWindowHovered(ImGuiHoveredFlags_AllowWhenBlockedByActiveItem)) return;
  ImGui::ClearActiveID();
  ImGui::SetScrollY(ImGui::GetScrollY() - ImGui::GetIO().MouseDelta.y);
}

}  // namespace

ScrollArea::ScrollArea(Ui& ui, const char* id, const Rect& area, float content_height) : ui_(ui), area_(area) {
  const float margin = ui.touch ? kScrollMargin : 0;
  ImGui::SetCursorScreenPos({area.x, area.y});
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {0, 0});
  ImGui::BeginChild(id, {area.w, area.h}, ImGuiChildFlags_None,
                    ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoBackground);
  ImGui::PopStyleVar();
  scroll_by_finger(ui);
  const float height = std::max(content_height, area.h - 2 * margin);
  content_ = {area.x + margin, area.y - ImGui::GetScrollY() + margin, area.w - 2 * margin, height};
}

ScrollArea::~ScrollArea() {
  ImGui::SetCursorScreenPos({area_.x, content_.bottom() + (ui_.touch ? kScrollMargin : 0)});
  ImGui::Dummy({1, 0});
  if (const float hidden = ImGui::GetScrollMaxY(); hidden > 1) {
    // Says that there is more, without asking to be used.
    const float length = std::max(24.f, area_.h * area_.h / (area_.h + hidden));
    const float y = area_.y + (area_.h - length) * ImGui::GetScrollY() / hidden;
    ui_.fill({area_.right() - 5, y + 3, 3, length - 6}, fade(ui_.theme->third, 0.45f), 1.5f);
  }
  ImGui::EndChild();
}

}  // namespace downhill
