#include "shell/widgets/slider.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>

#include "core/base/result.hpp"
#include "shell/widgets/format.hpp"

namespace downhill {
namespace {

constexpr float kLabelHeight = 18;
constexpr float kTrackHeight = 4;
constexpr float kThumb = 7;

double clamp_to(const OptionSpec& spec, double value) {
  const double v = spec.kind == OptionKind::real ? value : std::round(value);
  return std::clamp(v, spec.minimum, spec.maximum);
}

/// One press of an arrow key: a step that is felt, and never none.
double nudged(const OptionSpec& spec, double value, int direction) {
  if (spec.kind == OptionKind::integer && !spec.logarithmic) return clamp_to(spec, value + direction);
  const double position = slider_position(spec, value);
  for (double step = 0.02; step <= 1; step += 0.02) {
    const double next = slider_value(spec, std::clamp(position + direction * step, 0.0, 1.0));
    if (next != value && (next > value) == (direction > 0)) return next;
  }
  return value;
}

void draw_track(Ui& ui, const Rect& track, float position, const Response& response) {
  const Theme& theme = *ui.theme;
  const Rect line{track.x, track.center_y() - kTrackHeight / 2, track.w, kTrackHeight};
  ui.fill(line, theme.line, kTrackHeight / 2);
  const float x = track.x + kThumb + (track.w - 2 * kThumb) * position;
  ui.fill({line.x, line.y, x - line.x, line.h}, theme.accent, kTrackHeight / 2);
  const float radius = (ui.touch ? kThumb + 2 : kThumb) + (response.held ? 1.f : response.hovered ? 0.5f : 0.f);
  const ImVec2 center(x, line.center_y());
  ui.draw().AddCircleFilled(center, radius, theme.accent, 28);
  ui.draw().AddCircleFilled(center, radius - 2, theme.panel, 28);
}

/// A finger that only rests on the slider asks for its help.
bool follows(const Ui& ui) {
  if (ui.drag.way() != DragWay::rested) return ui.drag.leads();
  const ImVec2 way = ImGui::GetMouseDragDelta(ImGuiMouseButton_Left);
  return std::fabs(way.x) > std::fabs(way.y);
}

void open_field(Ui& ui, const char* id, const Rect& r, const OptionSpec& spec, double value) {
  const std::string label =
      format_text(ui.t(Str::value_label), {ui.t(spec.label), number_text(spec.minimum), number_text(spec.maximum)});
  ui.open_text_field(id, r, number_text(value), label);
}

}  // namespace

double slider_position(const OptionSpec& spec, double value) {
  const double low = spec.slider_minimum;
  const double high = spec.slider_maximum;
  if (spec.logarithmic) {
    if (!(value > low)) return 0;
    return std::min(1.0, std::log(value / low) / std::log(high / low));
  }
  return std::clamp((value - low) / (high - low), 0.0, 1.0);
}

double slider_value(const OptionSpec& spec, double position) {
  const double low = spec.slider_minimum;
  const double high = spec.slider_maximum;
  const double raw = spec.logarithmic ? low * std::pow(high / low, position) : low + (high - low) * position;
  if (spec.kind == OptionKind::integer) return clamp_to(spec, raw >= 100 ? round_significant(raw, 2) : raw);
  if (spec.logarithmic) return clamp_to(spec, round_significant(raw, raw < 1 ? 1 + (position < 1) : 2));
  const double grain = (high - low) <= 1 ? 0.01 : 0.05;
  return clamp_to(spec, position >= 1 ? high : round_significant(std::round(raw / grain) * grain, 4));
}

float slider_height(const Ui& ui) {
  return ui.touch ? kLabelHeight + kTouchHeight - 10 : kLabelHeight + 16;
}

bool take_typed_number(Ui& ui, const char* id, double minimum, double maximum, bool integer, double& value) {
  std::string typed;
  if (!ui.take_text(id, typed)) return false;
  char* end = nullptr;
  const double number = std::strtod(typed.c_str(), &end);
  const bool whole = !integer || number == std::floor(number);
  if (end == typed.c_str() || !std::isfinite(number) || number < minimum || number > maximum || !whole) {
    ui.complain(format_text(ui.t(Str::not_a_number), {number_text(minimum), number_text(maximum)}));
    return false;
  }
  const bool changed = number != value;
  value = number;
  return changed;
}

bool slider(Ui& ui, const char* id, const Rect& r, const OptionSpec& spec, double& value) {
  const double before = value;
  char field_id[HitRegistry::kIdBytes];
  std::snprintf(field_id, sizeof field_id, "%s.value", id);

  Rect rest = r;
  const Rect row = cut_top(rest, kLabelHeight);
  const Short shown = format_value(value);
  const float width = std::max(ui.text_width(FontId::strong, shown), 28.f) + 2;
  const Rect value_box{row.right() - width, row.y, width, row.h};
  ui.text(id, {row.x, row.y, row.w - width - space::k1, row.h}, ui.t(spec.label), FontId::body, ui.theme->ink);

  const Response on_value = ui.control(field_id, value_box, false);
  ui.text(field_id, value_box, shown, FontId::strong, on_value.hovered ? ui.theme->accent : ui.theme->ink,
          Align::right);
  const Rect field{row.right() - 92, row.y - 4, 92, 26};
  if (on_value.clicked) open_field(ui, field_id, field, spec, value);
  if (take_typed_number(ui, field_id, spec.minimum, spec.maximum, spec.kind == OptionKind::integer, value))
    value = clamp_to(spec, value);

  const Response response = ui.control(id, rest);
  // A quick hand moves and lets go within one frame: where it let go counts too.
  const bool let_go = response.clicked && ImGui::IsMouseReleased(ImGuiMouseButton_Left);
  if (response.held) ui.keep_drag();
  if ((response.held && follows(ui)) || (let_go && (ui.drag.tapped() || follows(ui)))) {
    const float t = (ImGui::GetIO().MousePos.x - rest.x - kThumb) / std::max(1.f, rest.w - 2 * kThumb);
    value = slider_value(spec, std::clamp(static_cast<double>(t), 0.0, 1.0));
  }
  if (response.arrow != 0) value = nudged(spec, value, response.arrow);
  const bool by_key = response.clicked && !response.hovered;
  if (response.double_clicked || by_key) open_field(ui, field_id, field, spec, value);

  draw_track(ui, rest, static_cast<float>(slider_position(spec, value)), response);
  if (response.focused) ui.focus_outline(rest.inset(-2, 0), 6);
  ui.help(response, id, r, ui.t(spec.label), ui.t(spec.help));
  return value != before;
}

bool number_field(Ui& ui, const char* id, const Rect& r, const OptionSpec& spec, double& value) {
  const Response response = ui.control(id, r);
  ui.fill(r, response.hovered ? mix(ui.theme->panel, ui.theme->ink, 0.04f) : ui.theme->panel, kControlRadius);
  ui.stroke({r.x + 0.5f, r.y + 0.5f, r.w - 1, r.h - 1}, ui.theme->line, kControlRadius);
  Rect content = r.inset(10, 0);
  char shown[32];
  std::snprintf(shown, sizeof shown, "%.0f", value);
  const float width = std::min(ui.text_width(FontId::strong, shown), content.w * 0.6f);
  ui.text(id, cut_right(content, width + 1, space::k2), shown, FontId::strong, ui.theme->ink, Align::right);
  ui.text(id, content, ui.t(spec.label), FontId::body, ui.theme->second);
  if (response.focused) ui.focus_outline(r, kControlRadius);
  if (response.clicked) open_field(ui, id, r, spec, value);
  ui.help(response, id, r, ui.t(spec.label), ui.t(spec.help));
  return take_typed_number(ui, id, spec.minimum, spec.maximum, true, value);
}

}  // namespace downhill
