#include "shell/widgets/plot.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "shell/widgets/format.hpp"

namespace downhill {
namespace {

constexpr float kAxisHeight = 18;
constexpr float kAxisWidth = 38;

/// From a number on the vertical axis to a height in the picture.
struct Axis {
  double low = 0;
  double high = 1;
  int steps = 4;  // of the grid
  bool logarithmic = false;
  Rect area;

  float y(double v) const {
    const double t = logarithmic ? std::log(std::max(v, low) / low) / std::log(high / low) : (v - low) / (high - low);
    return area.bottom() - area.h * static_cast<float>(std::clamp(t, -0.02, 1.02));
  }
};

/// The next of 1, 2, 5, 10, ... at or above `value`.
double round_up(double value) {
  const double power = std::pow(10, std::floor(std::log10(value)));
  for (const double m : {1.0, 2.0, 5.0})
    if (m * power >= value * 0.9999) return m * power;
  return 10 * power;
}

Axis make_axis(const Rect& area, std::span<const CurvePoint> points, std::span<const PlotLine> lines,
               const PlotSpec& spec) {
  Axis axis;
  axis.logarithmic = spec.logarithmic && !spec.percent;
  axis.area = area;
  if (spec.percent) return axis;
  double largest = 0;
  double smallest = 1e30;
  const auto include = [&](double v) {
    if (!std::isfinite(v)) return;
    largest = std::max(largest, v);
    if (v > 0) smallest = std::min(smallest, v);
  };
  for (const CurvePoint& p : points)
    for (const PlotLine& line : lines) include(p.*line.value);
  for (const PlotOverlay& overlay : spec.overlays)
    for (const CurvePoint& p : overlay.points) include(p.*overlay.value);
  if (axis.logarithmic) {
    axis.low = std::pow(10, std::floor(std::log10(std::max(1e-8, std::min(smallest, 1.0)))));
    axis.high = round_up(std::max(largest, axis.low * 10) * 0.999);
    axis.steps = static_cast<int>(std::log10(axis.high / axis.low) + 0.001);
  } else {
    const double step = round_up(std::max(largest, 1e-6) / 5);
    axis.steps = std::max(1, static_cast<int>(std::ceil(largest / step * 0.9999)));
    axis.high = step * axis.steps;
  }
  return axis;
}

void draw_grid(Ui& ui, const Axis& axis, const PlotSpec& spec) {
  const Theme& theme = *ui.theme;
  // Labels stand at least a line apart.
  const int every = 1 + static_cast<int>(static_cast<float>(axis.steps) * 18 / std::max(axis.area.h, 18.f));
  for (int i = 0; i <= axis.steps; i += every) {
    const double v = axis.logarithmic ? axis.low * std::pow(10, i) : axis.low + (axis.high - axis.low) * i / axis.steps;
    const float y = std::round(axis.y(v)) + 0.5f;
    ui.draw().AddLine({axis.area.x, y}, {axis.area.right(), y}, theme.line);
    char label[16];
    if (spec.percent)
      std::snprintf(label, sizeof label, "%.0f%%", v * 100);
    else
      std::snprintf(label, sizeof label, "%.3g", v);
    ui.text("curve.axis", {axis.area.x - kAxisWidth, y - 9, kAxisWidth - space::k1, 18}, label, FontId::small,
            theme.second);
  }
}

void draw_line(Ui& ui, const Axis& axis, std::span<const CurvePoint> points, float CurvePoint::*value, Color color,
               float thickness, float first, float last) {
  ImDrawList& list = ui.draw();
  const float span = std::max(last - first, 1e-6f);
  float drawn_x = -1e9f;
  list.PathClear();
  for (std::size_t i = 0; i < points.size(); ++i) {
    const float v = points[i].*value;
    if (!std::isfinite(v)) continue;
    const float x = axis.area.x + axis.area.w * (points[i].epoch - first) / span;
    if (x - drawn_x < 0.7f && i + 1 < points.size()) continue;  // closer than a pixel: nobody sees it
    drawn_x = x;
    list.PathLineTo({x, axis.y(v)});
  }
  list.PathStroke(color, 0, thickness);
}

void draw_values_at(Ui& ui, const Axis& axis, std::span<const CurvePoint> points, std::span<const PlotLine> lines,
                    const PlotSpec& spec, float first, float last) {
  const float mouse = ImGui::GetIO().MousePos.x;
  const float epoch = first + (mouse - axis.area.x) / axis.area.w * (last - first);
  const auto above =
      std::lower_bound(points.begin(), points.end(), epoch, [](const CurvePoint& p, float e) { return p.epoch < e; });
  const CurvePoint& p = above == points.end() ? points.back() : *above;
  const float x = axis.area.x + axis.area.w * (p.epoch - first) / std::max(last - first, 1e-6f);
  ui.draw().AddLine({x, axis.area.y}, {x, axis.area.bottom()}, ui.theme->third);
  std::string body;
  for (const PlotLine& line : lines) {
    const float v = p.*line.value;
    ui.draw().AddCircleFilled({x, axis.y(v)}, 4, ui.theme->panel, 16);
    ui.draw().AddCircleFilled({x, axis.y(v)}, 3, line.color, 16);
    if (!body.empty()) body += "   ";
    body += line.name;
    body += ' ';
    body += spec.percent ? format_percent(v).text : format_value(v).text;
  }
  char title[48];
  std::snprintf(title, sizeof title, "%s %.1f", spec.x_label, static_cast<double>(p.epoch));
  ui.hint({x - 1, axis.area.y - space::k2, 2, axis.area.h * 0.5f}, title, body.c_str());
}

}  // namespace

void plot(Ui& ui, const Rect& r, std::span<const CurvePoint> points, std::span<const PlotLine> lines,
          const PlotSpec& spec) {
  Rect area = r;
  const Rect foot = cut_bottom(area, kAxisHeight);
  cut_top(area, 6);
  cut_left(area, kAxisWidth);
  const Axis axis = make_axis(area, points, lines, spec);
  draw_grid(ui, axis, spec);
  if (points.size() < 2 && spec.overlays.empty()) {
    const float height = ui.paragraph({0, 0, area.w - 2 * space::k4, 0}, spec.empty, FontId::small, 0, true);
    const Rect box{area.x + space::k4, area.center_y() - height / 2, area.w - 2 * space::k4, height};
    ui.fill(box.inset(-space::k2, -space::k1), ui.theme->panel, 6);
    ui.paragraph(box, spec.empty, FontId::small, ui.theme->second);
    return;
  }
  float first = points.empty() ? 0 : points.front().epoch;
  float last = points.empty() ? 0 : points.back().epoch;
  for (const PlotOverlay& overlay : spec.overlays) {
    if (overlay.points.empty()) continue;
    first = std::min(first, overlay.points.front().epoch);
    last = std::max(last, overlay.points.back().epoch);
  }
  ui.draw().PushClipRect({area.x, area.y - 4}, {area.right(), area.bottom() + 4}, true);
  for (const PlotOverlay& overlay : spec.overlays)
    draw_line(ui, axis, overlay.points, overlay.value, overlay.color, 1.3f, first, last);
  for (const PlotLine& line : lines) draw_line(ui, axis, points, line.value, line.color, 1.8f, first, last);
  ui.draw().PopClipRect();
  char label[48];
  std::snprintf(label, sizeof label, last < 10 ? "%s %.1f" : "%s %.0f", spec.x_label, static_cast<double>(last));
  ui.text("curve.epoch", foot, label, FontId::small, ui.theme->second, Align::right);
  const Response hover = ui.control("curve", area, false);
  if ((hover.hovered || hover.held) && !points.empty()) draw_values_at(ui, axis, points, lines, spec, first, last);
}

void log_bar(Ui& ui, const char* id, const Rect& r, const char* name, float name_width, double value, float opacity) {
  Rect rest = r;
  const Rect label = cut_left(rest, name_width, space::k2);
  const Rect number = cut_right(rest, 52, space::k2);
  if (name) {
    char text[24];
    std::snprintf(text, sizeof text, value > 0 ? "%.1e" : "–", value);
    ui.text(id, label, name, FontId::small, ui.theme->second);
    ui.text(id, number, text, FontId::small, ui.theme->second, Align::right);
  }
  const float height = std::min(11.f, std::max(r.h - 1, 1.f));
  const Rect track{rest.x, rest.center_y() - height / 2, rest.w, height};
  ui.fill(track, ui.theme->soft, height / 2);
  if (!(value > 0)) return;
  const double t = std::clamp((std::log10(value) + 6) / 7, 0.02, 1.0);
  ui.fill({track.x, track.y, std::max(height, track.w * static_cast<float>(t)), height},
          fade(ui.theme->accent, opacity), height / 2);
}

}  // namespace downhill
