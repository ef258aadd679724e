#include "shell/widgets/curve_card.hpp"

#include <algorithm>

#include "shell/widgets/button.hpp"
#include "shell/widgets/card.hpp"
#include "shell/widgets/format.hpp"
#include "shell/widgets/plot.hpp"

namespace downhill {
namespace {

/// "— train 0.012", right-aligned; takes its width off `rest`.
void legend_entry(Ui& ui, Rect& rest, const char* name, const char* value, float value_width, Color color) {
  const Rect number = cut_right(rest, value_width, space::k1);
  ui.text("curve.legend", number, value, FontId::small, ui.theme->ink, Align::right);
  const Rect label = cut_right(rest, ui.text_width(FontId::small, name) + 1, space::k1);
  ui.text("curve.legend", label, name, FontId::small, ui.theme->second);
  const Rect mark = cut_right(rest, 14, space::k4);
  ui.fill({mark.x, mark.center_y() - 1, mark.w, 2}, color, 1);
}

}  // namespace

Color run_color(int index) {
  // Okabe and Ito 2008, without the blue of this run's own line.
  constexpr Color kColors[RunLog::kCapacity] = {rgb(0xE69F00), rgb(0x009E73), rgb(0xCC79A7),
                                                rgb(0xD55E00), rgb(0x56B4E9), rgb(0x8A7F72)};
  return kColors[static_cast<std::size_t>(index) % RunLog::kCapacity];
}

void CurveCard::draw(Ui& ui, Run& run, const Rect& r, std::span<const RunRecord* const> beside) {
  Rect content = panel(ui, r);
  const bool classes = run.ready().classes > 0;
  if (!classes) kind_ = 0;
  Rect header = cut_top(content, ui.touch ? 36.f : 28.f, space::k2);
  const char* log_label = ui.t(Str::logarithmic);
  if (kind_ == 0) {
    const Rect log_toggle = cut_right(header, toggle_width(ui, log_label), space::k2);
    toggle(ui, "curve.log", log_toggle, log_label, logarithmic_, ui.t(Str::logarithmic_help));
  }
  static constexpr const char* kIds[] = {"curve.loss", "curve.accuracy"};
  const char* labels[] = {ui.t(Str::loss_curve), ui.t(Str::accuracy_curve)};
  if (classes) {
    const float widest = std::max(ui.text_width(FontId::small, labels[0]), ui.text_width(FontId::small, labels[1]));
    segmented(ui, cut_left(header, std::min(header.w, 2 * (widest + 20))), kIds, labels, 2, kind_);
  } else {
    ui.text("curve.title", header, labels[0], FontId::strong, ui.theme->second);
  }

  const bool accuracy = kind_ == 1;
  const Metrics& m = run.metrics();
  const Color train_color = ui.theme->third;
  const Color test_color = ui.theme->accent;
  Rect legend = cut_top(content, 18, space::k1);
  const float value_width = ui.text_width(FontId::small, accuracy ? "100.0 %" : "0.00000") + 1;
  const Short test = accuracy ? format_percent(m.test_accuracy) : format_loss(m.test_loss);
  const Short train = accuracy ? format_percent(m.train_accuracy) : format_loss(m.train_loss);
  legend_entry(ui, legend, ui.t(Str::test), test, value_width, test_color);
  legend_entry(ui, legend, ui.t(Str::train), train, value_width, train_color);

  const PlotLine lines[] = {
      {accuracy ? &CurvePoint::train_accuracy : &CurvePoint::train_loss, train_color, ui.t(Str::train)},
      {accuracy ? &CurvePoint::test_accuracy : &CurvePoint::test_loss, test_color, ui.t(Str::test)}};
  std::vector<PlotOverlay> overlays;
  for (const RunRecord* record : beside)
    overlays.push_back(
        {record->points, accuracy ? &CurvePoint::test_accuracy : &CurvePoint::test_loss, run_color(record->color)});
  plot(ui, content, run.curve().points(), lines,
       {.logarithmic = logarithmic_,
        .percent = accuracy,
        .x_label = ui.t(Str::epoch),
        .empty = ui.t(run.playing() ? Str::curve_awaited : Str::curve_empty),
        .overlays = overlays});
}

}  // namespace downhill
