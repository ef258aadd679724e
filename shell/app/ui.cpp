#include "shell/app/ui.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>

#include "imgui_internal.h"

namespace downhill {
namespace {

constexpr double kHelpDelayMs = 500;
constexpr double kLongPressMs = 450;

/// Punctuation that must not begin a line.
bool is_closing(unsigned code) {
  constexpr unsigned kClosing[] = {',',    '.',    ')',    ';',    ':',    '!',    '?',   0x201D,
                                   0x3001, 0x3002, 0xFF01, 0xFF09, 0xFF0C, 0xFF1A, 0xFF1B};
  return std::find(std::begin(kClosing), std::end(kClosing), code) != std::end(kClosing);
}

ImVec2 min_of(const Rect& r) {
  return {r.x, r.y};
}
ImVec2 max_of(const Rect& r) {
  return {r.right(), r.bottom()};
}

}  // namespace

void Ui::begin_frame(double now_ms) {
  now_ms_ = now_ms;
  wake_ms_ = -1;
  hits.begin_frame();
  hover_seen_ = false;
  tip_shown_ = false;
  popup_open_ = popup_open_now_;
  popup_open_now_ = false;
  drag_kept_ = drag_kept_now_;
  drag_kept_now_ = false;
  drag_owned_ = drag_owned_now_;
  drag_owned_now_ = false;
  if (const double due = drag.begin_frame(now_ms); due >= 0) wake_at(due);
}

void Ui::end_frame() {
  if (!hover_seen_) hover_id_ = 0;
  if (!popup_open_now_) draw_tooltip();
}

void Ui::wake_at(double time_ms) {
  if (wake_ms_ < 0 || time_ms < wake_ms_) wake_ms_ = time_ms;
}

void Ui::fill(const Rect& r, Color color, float radius) const {
  draw().AddRectFilled(min_of(r), max_of(r), color, radius);
}

void Ui::stroke(const Rect& r, Color color, float radius, float thickness) const {
  draw().AddRect(min_of(r), max_of(r), color, radius, 0, thickness);
}

float Ui::text_width(FontId font, const char* text) const {
  return fonts.font(font)->CalcTextSizeA(fonts.line_height(font), FLT_MAX, 0, text).x;
}

void Ui::text(const char* id, const Rect& box, const char* text, FontId font, Color color, Align align) {
  const float width = text_width(font, text);
  const float line = fonts.line_height(font);
  const float y = box.y + (box.h - line) / 2;
  ImFont* face = fonts.font(font);
  if (width > box.w + 1) {
    hits.cut(id, text, width, box.w);
    const ImVec4 clip(box.x, box.y, box.right(), box.bottom());
    draw().AddText(face, line, {box.x, y}, color, text, nullptr, 0, &clip);
    return;
  }
  const float room = box.w - width;
  const float x = box.x + (align == Align::left ? 0 : align == Align::right ? room : room / 2);
  draw().AddText(face, line, {x, y}, color, text);
}

void Ui::icon(const Rect& box, Icon icon, Color color) const {
  ImFont* face = fonts.font(FontId::icon);
  const ImFontGlyph* glyph = face->FindGlyphNoFallback(static_cast<ImWchar>(icon));
  if (!glyph) return;
  // Centred by its picture, not by its line: icons of different shapes then look equally placed.
  const float size = fonts.line_height(FontId::icon);
  const float k = size / face->FontSize;
  const float x = box.center_x() - (glyph->X0 + glyph->X1) / 2 * k;
  const float y = box.center_y() - (glyph->Y0 + glyph->Y1) / 2 * k;
  const float s = fonts.scale();
  const auto snap = [s](float v) { return std::round(v * s) / s; };
  ImDrawList& list = draw();
  list.PrimReserve(6, 4);
  list.PrimRectUV(
      {snap(x + glyph->X0 * k), snap(y + glyph->Y0 * k)},
      {snap(x + glyph->X0 * k) + (glyph->X1 - glyph->X0) * k, snap(y + glyph->Y0 * k) + (glyph->Y1 - glyph->Y0) * k},
      {glyph->U0, glyph->V0}, {glyph->U1, glyph->V1}, color);
}

float Ui::paragraph(const Rect& box, const char* text, FontId font, Color color, bool measure_only) const {
  const float line = fonts.line_height(font) + 2;
  ImFont* face = fonts.font(font);
  const float k = fonts.line_height(font) / face->FontSize;
  float y = box.y;
  const char* start = text;
  const char* fit = text;  // the last place where the line may end
  float width = 0;
  const auto flush = [&](const char* end) {
    if (!measure_only) draw().AddText(face, fonts.line_height(font), {box.x, y}, color, start, end);
    y += line;
    start = end;
    while (*start == ' ') ++start;
    fit = start;
    width = 0;
  };
  const char* cursor = text;
  while (true) {
    const char* here = cursor;
    const unsigned code = next_code_point(cursor);
    if (code == 0) break;
    width += face->GetCharAdvance(static_cast<ImWchar>(code)) * k;
    const char* peek = cursor;
    const unsigned next = next_code_point(peek);
    const bool chinese = code >= 0x2E80 || next >= 0x2E80;
    const bool closing = is_closing(next);
    if (width > box.w && here > start) {
      flush(fit > start ? fit : here);
      cursor = start;
      continue;
    }
    if (code == ' ' || (chinese && !closing)) fit = cursor;
  }
  if (*start) flush(cursor);
  return y - box.y;
}

Response Ui::control(const char* id, const Rect& r, bool focusable) {
  Response response;
  if (r.w < 1 || r.h < 1) return response;
  ImGui::SetCursorScreenPos(min_of(r));
  response.clicked = ImGui::InvisibleButton(id, {r.w, r.h});
  const ImGuiID item = ImGui::GetItemID();
  response.hovered = ImGui::IsItemHovered();
  response.held = ImGui::IsItemActive();
  response.pressed = ImGui::IsItemActivated();
  response.double_clicked = response.hovered && ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left);
  const ImGuiWindowFlags flags = ImGui::GetCurrentWindow()->Flags;
  const bool in_popup = (flags & ImGuiWindowFlags_Popup) != 0;
  hits.add(id, r, true, in_popup ? 1 : 0, !in_popup && (flags & ImGuiWindowFlags_ChildWindow) != 0);
  if (!focusable) return response;
  focus.add(item);
  if (response.pressed) focus.take(item);
  response.focused = focus.has(item);
  if (!response.focused || text_field_open() || (popup_open_ && !in_popup)) return response;
  if (focus.just_moved()) {
    focus.shown();
    ImGui::SetScrollHereY(0.5f);
  }
  if (ImGui::IsKeyPressed(ImGuiKey_Enter, false) || ImGui::IsKeyPressed(ImGuiKey_KeypadEnter, false))
    response.clicked = true;
  const bool back = ImGui::IsKeyPressed(ImGuiKey_LeftArrow) || ImGui::IsKeyPressed(ImGuiKey_DownArrow);
  const bool forth = ImGui::IsKeyPressed(ImGuiKey_RightArrow) || ImGui::IsKeyPressed(ImGuiKey_UpArrow);
  response.arrow = (forth ? 1 : 0) - (back ? 1 : 0);
  return response;
}

void Ui::focus_outline(const Rect& r, float radius) const {
  if (focus.visible()) stroke(r.inset(-2.5f), theme->accent, radius + 2.5f, 2);
}

void Ui::help(const Response& response, const char* id, const Rect& r, const char* title, const char* body) {
  const bool by_key = response.focused && focus.visible();
  const bool finger = ImGui::GetIO().MouseSource == ImGuiMouseSource_TouchScreen;
  const bool by_press = finger && response.held;
  if (!(by_key || by_press || (response.hovered && !finger && !response.held))) return;
  const ImGuiID hash = ImGui::GetID(id);
  hover_seen_ = true;
  if (hover_id_ != hash) {
    hover_id_ = hash;
    hover_since_ms_ = now_ms_;
  }
  const double due = hover_since_ms_ + (by_press ? kLongPressMs : kHelpDelayMs);
  if (now_ms_ < due)
    wake_at(due);
  else
    hint(r, title, body);
}

void Ui::hint(const Rect& beside, const char* title, const char* body) {
  tip_.beside = beside;
  tip_.title.assign(title ? title : "");
  tip_.body.assign(body ? body : "");
  tip_shown_ = true;
}

std::string format_text(const char* sentence, std::initializer_list<std::string_view> arguments) {
  std::string result;
  auto next = arguments.begin();
  for (const char* c = sentence; *c; ++c) {
    if (c[0] == '{' && c[1] == '}' && next != arguments.end()) {
      result += *next++;
      ++c;
    } else {
      result += *c;
    }
  }
  return result;
}

}  // namespace downhill
