#include "shell/widgets/picture_choice.hpp"

#include <cstdio>

namespace downhill {
namespace {

constexpr float kTitleHeight = 20;

float picture_size(float width, int columns) {
  return (width - static_cast<float>(columns - 1) * space::k2) / static_cast<float>(columns);
}

}  // namespace

float picture_choice_height(float width, const OptionSpec& spec, int columns) {
  const int rows = (static_cast<int>(spec.choices.size()) + columns - 1) / columns;
  return kTitleHeight + space::k2 + static_cast<float>(rows) * (picture_size(width, columns) + space::k2) + space::k1;
}

int picture_choice(Ui& ui, const char* id, Rect& rest, const OptionSpec& spec, int current, int columns,
                   const std::function<void(int index, const Rect& r)>& paint) {
  Rect place = cut_top(rest, picture_choice_height(rest.w, spec, columns));
  const Rect title = cut_top(place, kTitleHeight, space::k2);
  const float label = ui.text_width(FontId::strong, ui.t(spec.label)) + 1;
  ui.text(id, {title.x, title.y, label, title.h}, ui.t(spec.label), FontId::strong, ui.theme->second);
  const auto now = static_cast<std::size_t>(current);
  ui.text("choice.name", {title.x + label, title.y, title.w - label, title.h}, ui.t(spec.choices[now].label),
          FontId::small, ui.theme->second, Align::right);
  const float size = picture_size(place.w, columns);
  int chosen = -1;
  for (int i = 0; i < static_cast<int>(spec.choices.size()); ++i) {
    const Rect r{place.x + static_cast<float>(i % columns) * (size + space::k2),
                 place.y + static_cast<float>(i / columns) * (size + space::k2), size, size};
    const Choice& choice = spec.choices[static_cast<std::size_t>(i)];
    char choice_id[HitRegistry::kIdBytes];
    std::snprintf(choice_id, sizeof choice_id, "%s.%s", id, choice.name);
    const Response response = ui.control(choice_id, r);
    ui.fill(r, ui.theme->zero, kControlRadius);
    paint(i, r.inset(4));
    ui.stroke({r.x + 0.5f, r.y + 0.5f, r.w - 1, r.h - 1}, response.hovered ? ui.theme->third : ui.theme->line,
              kControlRadius);
    if (i == current) ui.stroke(r.inset(-1), ui.theme->accent, kControlRadius + 1, 2);
    if (response.focused) ui.focus_outline(r.inset(-1.5f), kControlRadius);
    ui.help(response, choice_id, r, ui.t(choice.label), ui.t(spec.help));
    if (response.clicked) chosen = i;
  }
  return chosen == current ? -1 : chosen;
}

}  // namespace downhill
