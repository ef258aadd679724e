// The playground's learning curves and the size of each layer's gradient.
#include <algorithm>
#include <cmath>
#include <cstdio>

#include "shell/labs/playground.hpp"
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

void Playground::curve_card(Ui& ui, Run& run, const Rect& r) {
  Rect content = panel(ui, r);
  const bool classes = run.ready().classes > 0;
  if (!classes) curve_kind_ = 0;
  Rect header = cut_top(content, ui.touch ? 36.f : 28.f, space::k2);
  const char* log_label = ui.t(Str::logarithmic);
  if (curve_kind_ == 0) {
    const Rect log_toggle = cut_right(header, toggle_width(ui, log_label), space::k2);
    toggle(ui, "curve.log", log_toggle, log_label, log_scale_, ui.t(Str::logarithmic_help));
  }
  static constexpr const char* kIds[] = {"curve.loss", "curve.accuracy"};
  const char* labels[] = {ui.t(Str::loss_curve), ui.t(Str::accuracy_curve)};
  if (classes) {
    const float widest = std::max(ui.text_width(FontId::small, labels[0]), ui.text_width(FontId::small, labels[1]));
    segmented(ui, cut_left(header, std::min(header.w, 2 * (widest + 20))), kIds, labels, 2, curve_kind_);
  } else {
    ui.text("curve.title", header, labels[0], FontId::strong, ui.theme->second);
  }

  const bool accuracy = curve_kind_ == 1;
  const Metrics& m = run.metrics();
  const Color train_color = ui.theme->third;
  const Color test_color = ui.theme->accent;
  Rect legend = cut_top(content, 18, space::k1);
  const float value_width = ui.text_width(FontId::small, accuracy ? "100.0 %" : "0.0000") + 1;
  const Short test = accuracy ? format_percent(m.test_accuracy) : format_loss(m.test_loss);
  const Short train = accuracy ? format_percent(m.train_accuracy) : format_loss(m.train_loss);
  legend_entry(ui, legend, ui.t(Str::test), test, value_width, test_color);
  legend_entry(ui, legend, ui.t(Str::train), train, value_width, train_color);

  const PlotLine lines[] = {
      {accuracy ? &CurvePoint::train_accuracy : &CurvePoint::train_loss, train_color, ui.t(Str::train)},
      {accuracy ? &CurvePoint::test_accuracy : &CurvePoint::test_loss, test_color, ui.t(Str::test)}};
  plot(ui, content, run.curve().points(), lines,
       {.logarithmic = log_scale_, .percent = accuracy, .x_label = ui.t(Str::epoch), .empty = ui.t(Str::curve_empty)});
}

void Playground::gradient_card(Ui& ui, Run& run, const Rect& r) {
  Rect header;
  const bool narrow = r.w < 420;
  Rect content = card(ui, r, "gradient.title", ui.t(narrow ? Str::gradient_short : Str::gradient), &header);
  ui.text("gradient.hint", header, ui.t(Str::gradient_hint), FontId::small, ui.theme->second, Align::right);
  const int layers = static_cast<int>(columns_.size()) - 1;
  if (layers < 1) return;
  // More layers than fit go into two columns.
  const int fit = std::max(1, static_cast<int>(content.h / 15));
  const int across = layers > fit ? 2 : 1;
  const int down = (layers + across - 1) / across;
  const float pitch = std::min(content.h / static_cast<float>(down), 26.f);
  const int named = 1 + static_cast<int>(14 / std::max(pitch, 1.f));  // of dozens of layers, every so-manieth
  const float width = (content.w - static_cast<float>(across - 1) * space::k5) / static_cast<float>(across);
  const auto norm = [&](int tensor) -> double {
    const auto& norms = run.probed().gradient_norms;
    return tensor >= 0 && static_cast<std::size_t>(tensor) < norms.size() ? norms[static_cast<std::size_t>(tensor)] : 0;
  };
  for (int i = 0; i < layers && i < down * across; ++i) {
    const auto c = static_cast<std::size_t>(i + 1);
    const bool output = i + 1 == layers;
    const std::string name =
        output ? ui.t(Str::output_layer) : format_text(ui.t(Str::hidden_layer), {std::to_string(i + 1)});
    const Rect row{content.x + static_cast<float>(i / down) * (width + space::k5),
                   content.y + static_cast<float>(i % down) * pitch, width, pitch};
    const float opacity = 0.45f + 0.55f * static_cast<float>(i + 1) / static_cast<float>(layers);
    log_bar(ui, "gradient.bar", row, i % named == 0 || pitch >= 14 ? name.c_str() : nullptr, 52,
            std::hypot(norm(columns_[c].weight_tensor), norm(bias_of_column_[c])), opacity);
  }
  const Response hover = ui.control("gradients", content, false);
  ui.help(hover, "gradients", r, ui.t(Str::gradient), ui.t(Str::gradient_help));
}

}  // namespace downhill
