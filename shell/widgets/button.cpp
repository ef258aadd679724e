#include "shell/widgets/button.hpp"

#include <algorithm>

namespace downhill {
namespace {

constexpr float kIconSpace = 18;

/// The background of something that can be pressed: a breath darker under the pointer, a little more when held.
Color pressed_color(const Ui& ui, Color base, const Response& r) {
  return r.held ? mix(base, ui.theme->ink, 0.12f) : r.hovered ? mix(base, ui.theme->ink, 0.05f) : base;
}

}  // namespace

float button_width(const Ui& ui, const char* label, bool with_icon) {
  const float text = label ? ui.text_width(FontId::strong, label) : 0;
  return std::max(ui.control_height(), text + (with_icon ? kIconSpace + space::k1 : 0) + 2 * space::k3);
}

bool button(Ui& ui, const char* id, const Rect& r, const ButtonSpec& spec) {
  const Theme& theme = *ui.theme;
  const Response response = ui.control(id, r, spec.enabled);
  const Response seen = spec.enabled ? response : Response{};
  const bool primary = spec.kind == ButtonKind::primary;
  if (primary) {
    ui.fill(r, pressed_color(ui, theme.accent, seen), kControlRadius);
  } else if (spec.kind == ButtonKind::outlined || seen.hovered || spec.on) {
    ui.fill(r, spec.on ? theme.soft : pressed_color(ui, theme.panel, seen), kControlRadius);
    if (spec.kind == ButtonKind::outlined)
      ui.stroke({r.x + 0.5f, r.y + 0.5f, r.w - 1, r.h - 1}, theme.line, kControlRadius);
  }
  const Color color = !spec.enabled ? fade(theme.third, 0.7f) : primary ? theme.on_accent : theme.ink;
  const bool has_icon = spec.icon != Icon{};
  if (!spec.label) {
    ui.icon(r, spec.icon, color);
  } else {
    const FontId font = primary ? FontId::strong : FontId::body;
    const float text = ui.text_width(font, spec.label);
    const float icon = has_icon ? kIconSpace + space::k1 : 0;
    Rect content{r.x + std::max(space::k1, (r.w - text - icon) / 2), r.y, std::min(text + icon, r.w - 2 * space::k1),
                 r.h};
    if (has_icon) ui.icon(cut_left(content, kIconSpace, space::k1), spec.icon, color);
    ui.text(id, content, spec.label, font, color);
  }
  if (response.focused) ui.focus_outline(r, kControlRadius);
  if (spec.help) ui.help(response, id, r, spec.help);
  return spec.enabled && response.clicked;
}

float chip_width(const Ui& ui, const char* label, bool with_icon) {
  return ui.text_width(FontId::small, label) + 2 * 10 + (with_icon ? 15.f : 0.f);
}

bool chip(Ui& ui, const char* id, const Rect& r, const char* label, bool accent, Icon icon, const char* help) {
  const Theme& theme = *ui.theme;
  const Response response = ui.control(id, r);
  const float radius = r.h / 2;
  ui.fill(r, pressed_color(ui, accent ? theme.soft : theme.panel, response), radius);
  if (!accent) ui.stroke({r.x + 0.5f, r.y + 0.5f, r.w - 1, r.h - 1}, theme.line, radius);
  const Color color = accent ? theme.accent : theme.second;
  const float text = ui.text_width(FontId::small, label);
  const float mark = icon != Icon{} ? 15.f : 0.f;
  Rect content{r.x + std::max(6.f, (r.w - text - mark) / 2), r.y, std::min(text + mark, r.w - 12), r.h};
  if (icon == Icon::plus) {
    // Drawn, as the font's plus is too large beside small text.
    const Rect sign = cut_left(content, 10, 5);
    ui.fill({sign.center_x() - 4.5f, sign.center_y() - 0.75f, 9, 1.5f}, color);
    ui.fill({sign.center_x() - 0.75f, sign.center_y() - 4.5f, 1.5f, 9}, color);
  } else if (icon != Icon{}) {
    ui.icon(cut_left(content, 13, 2), icon, color);
  }
  ui.text(id, content, label, FontId::small, color);
  if (response.focused) ui.focus_outline(r, radius);
  if (help) ui.help(response, id, r, help);
  return response.clicked;
}

float toggle_width(const Ui& ui, const char* label) {
  return 28 + space::k2 + ui.text_width(FontId::small, label) + 2;
}

bool toggle(Ui& ui, const char* id, const Rect& r, const char* label, bool& on, const char* help) {
  const Theme& theme = *ui.theme;
  const Response response = ui.control(id, r);
  Rect rest = r;
  const Rect slot = cut_left(rest, 28, space::k2);
  const Rect track{slot.x, slot.center_y() - 8, 28, 16};
  ui.fill(track, pressed_color(ui, on ? theme.accent : theme.line, response), 8);
  ui.draw().AddCircleFilled({on ? track.right() - 8 : track.x + 8, track.center_y()}, 6, theme.panel, 20);
  ui.text(id, rest, label, FontId::small, theme.second);
  if (response.focused) ui.focus_outline(r, 6);
  if (help) ui.help(response, id, r, label, help);
  if (!response.clicked && response.arrow == 0) return false;
  on = response.arrow == 0 ? !on : response.arrow > 0;
  return true;
}

bool segmented(Ui& ui, const Rect& r, const char* const* ids, const char* const* labels, int count, int& chosen) {
  const Theme& theme = *ui.theme;
  const int before = chosen;
  ui.fill(r, theme.page, kControlRadius);
  ui.stroke({r.x + 0.5f, r.y + 0.5f, r.w - 1, r.h - 1}, theme.line, kControlRadius);
  Rect rest = r;
  for (int i = 0; i < count; ++i) {
    const Rect cell = cut_left(rest, r.w / static_cast<float>(count));
    const Response response = ui.control(ids[i], cell);
    if (i == chosen) {
      ui.fill(cell.inset(2), theme.panel, kControlRadius - 2);
      ui.stroke(cell.inset(2), theme.line, kControlRadius - 2);
    }
    const bool strong = i == chosen || response.hovered;
    ui.text(ids[i], cell.inset(space::k1, 0), labels[i], FontId::small, strong ? theme.ink : theme.second,
            Align::center);
    if (response.focused) ui.focus_outline(cell, kControlRadius);
    if (response.clicked) chosen = i;
  }
  return chosen != before;
}

}  // namespace downhill
