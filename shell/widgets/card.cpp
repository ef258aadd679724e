#include "shell/widgets/card.hpp"

#include <algorithm>

#include "imgui_internal.h"

namespace downhill {

float card_overhead() {
  return 2 * space::k4 + kCardTitleHeight + space::k2;
}

void boxed_text(Ui& ui, const char* id, const Rect& box, const char* text, FontId font, Color color) {
  const float height = ui.paragraph(box, text, font, color);
  ui.hits.add(id, box, false);
  if (height > box.h + 2) ui.hits.cut(id, text, height, box.h);
}

Rect panel(Ui& ui, const Rect& r) {
  if (ui.theme->shadow) ui.fill({r.x, r.y + 1.5f, r.w, r.h}, ui.theme->shadow, kCardRadius);
  ui.fill(r, ui.theme->panel, kCardRadius);
  ui.stroke({r.x + 0.5f, r.y + 0.5f, r.w - 1, r.h - 1}, ui.theme->line, kCardRadius);
  return r.inset(space::k4);
}

Rect card(Ui& ui, const Rect& r, const char* id, const char* title, Rect* header) {
  Rect content = panel(ui, r);
  Rect strip = cut_top(content, kCardTitleHeight, space::k2);
  const float width = std::min(ui.text_width(FontId::strong, title), strip.w);
  const Rect name = cut_left(strip, width + 1, space::k3);
  ui.text(id, name, title, FontId::strong, ui.theme->second);
  ui.hits.add(id, name, false, 0, (ImGui::GetCurrentWindow()->Flags & ImGuiWindowFlags_ChildWindow) != 0);
  if (header) *header = strip;
  return content;
}

}  // namespace downhill
