// The playground's controls at each layer: above the columns on a large screen, as rows under the network on a phone.
#include <algorithm>
#include <cmath>
#include <cstdio>

#include "core/ops/registry.hpp"
#include "shell/labs/playground.hpp"
#include "shell/widgets/button.hpp"

namespace downhill {
namespace {

constexpr float kSmall = 22;
constexpr float kWidestHeader = 112;
constexpr float kNarrowestHeader = 70;

/// A small round button; the glyph is drawn, so that it is centred to the pixel.
bool round_button(Ui& ui, const char* id, const Rect& r, Icon icon, bool enabled, const char* help) {
  const Theme& theme = *ui.theme;
  const Response response = ui.control(id, r, enabled);
  const bool lit = enabled && response.hovered;
  const float radius = std::min(r.w, r.h) / 2;
  const ImVec2 c(r.center_x(), r.center_y());
  ui.draw().AddCircleFilled(c, radius, lit ? theme.soft : theme.panel, 28);
  const bool framed = icon != Icon::close || ui.touch;
  if (framed) ui.draw().AddCircle(c, radius - 0.5f, theme.line, 28);
  const Color quiet = framed ? theme.second : theme.third;
  const Color color = !enabled ? fade(theme.third, 0.5f) : lit ? theme.accent : quiet;
  if (icon == Icon::plus || icon == Icon::minus) {
    ui.fill({c.x - 4, c.y - 0.75f, 8, 1.5f}, color);
    if (icon == Icon::plus) ui.fill({c.x - 0.75f, c.y - 4, 1.5f, 8}, color);
  } else {
    for (const float s : {-1.f, 1.f}) ui.draw().AddLine({c.x - 3, c.y - 3 * s}, {c.x + 3, c.y + 3 * s}, color, 1.4f);
  }
  if (response.focused) ui.focus_outline(r, radius);
  ui.help(response, id, r, help);
  return enabled && response.clicked;
}

struct LayerId {
  char text[HitRegistry::kIdBytes];
  LayerId(int layer, const char* what) { std::snprintf(text, sizeof text, "layer.%d.%s", layer, what); }
  operator const char*() const { return text; }
};

}  // namespace

/// What an edit had to give up is said, not done in silence.
void Playground::tell_dropped(Ui& ui, const Dropped& dropped) {
  if (dropped.wiring) return ui.complain(ui.t(Str::dropped_wiring));
  if (dropped.losses) ui.complain(ui.t(Str::dropped_losses));
}

void Playground::set_hidden(Ui& ui, Run& run, std::vector<HiddenLayer> hidden, const char* field) {
  Experiment next = run.experiment();
  tell_dropped(ui, write_architecture(next, hidden));
  run.edit(next, field, ui.now_ms());
}

void Playground::activation_select(Ui& ui, Run& run, int layer, const Rect& r) {
  std::vector<SelectItem> items;
  std::vector<const Info*> infos;
  int current = -1;
  const std::string& now = architecture_.hidden[static_cast<std::size_t>(layer)].activation.type;
  for (const OpInfo* op : all_ops()) {
    if (!op->is_activation) continue;
    if (now == op->info.name) current = static_cast<int>(items.size());
    items.push_back({op->info.name, ui.t(op->info.label), ui.t(op->info.summary)});
    infos.push_back(&op->info);
  }
  const char* summary = current >= 0 ? items[static_cast<std::size_t>(current)].help : nullptr;
  const int chosen = select(ui, LayerId(layer, "activation"), r, items, current,
                            ui.touch ? SelectLook::field : SelectLook::pill, ui.t(Str::activation_help), summary);
  if (chosen < 0) return;
  std::vector<HiddenLayer> hidden = architecture_.hidden;
  hidden[static_cast<std::size_t>(layer)].activation = default_piece(*infos[static_cast<std::size_t>(chosen)]);
  set_hidden(ui, run, std::move(hidden), "layer.activation");
}

void Playground::neuron_buttons(Ui& ui, Run& run, int layer, const Rect& minus, const Rect& plus) {
  const int units = architecture_.hidden[static_cast<std::size_t>(layer)].units;
  int change = 0;
  if (round_button(ui, LayerId(layer, "neuron.remove"), minus, Icon::minus, units > 1, ui.t(Str::remove_neuron)))
    change = -1;
  if (round_button(ui, LayerId(layer, "neuron.add"), plus, Icon::plus, units < kMaximumUnits, ui.t(Str::add_neuron)))
    change = 1;
  char count[16];
  std::snprintf(count, sizeof count, units < 1000 ? "%d" : "%dk", units < 1000 ? units : units / 1000);
  ui.text("layer.units", {minus.right(), minus.y, plus.x - minus.right(), minus.h}, count, FontId::strong,
          ui.theme->ink, Align::center);
  if (change == 0) return;
  std::vector<HiddenLayer> hidden = architecture_.hidden;
  hidden[static_cast<std::size_t>(layer)].units += change;
  set_hidden(ui, run, std::move(hidden), LayerId(layer, "units"));
}

void Playground::remove_button(Ui& ui, Run& run, int layer, const Rect& r) {
  if (!round_button(ui, LayerId(layer, "remove"), r, Icon::close, true, ui.t(Str::remove_layer))) return;
  std::vector<HiddenLayer> hidden = architecture_.hidden;
  hidden.erase(hidden.begin() + layer);
  set_hidden(ui, run, std::move(hidden), "layer.remove");
}

void Playground::layer_header(Ui& ui, Run& run, int layer, const Rect& r) {
  Rect rest = r;
  Rect top = cut_top(rest, 24, 5);
  const Rect remove = cut_right(top, 18, space::k1);
  activation_select(ui, run, layer, top);
  remove_button(ui, run, layer, {remove.x, remove.center_y() - 9, 18, 18});
  const float width = std::min(rest.w, 2 * kSmall + 26);
  const Rect row{rest.center_x() - width / 2, rest.y, width, kSmall};
  neuron_buttons(ui, run, layer, {row.x, row.y, kSmall, kSmall}, {row.right() - kSmall, row.y, kSmall, kSmall});
}

void Playground::draw_headers(Ui& ui, Run& run, const Rect& strip) {
  if (layout_.column_pitch() < kNarrowestHeader) return;  // a link may bring dozens of layers
  const float width = std::min(kWidestHeader, layout_.column_pitch() - space::k2);
  const auto at = [&](int column) {
    const float x = std::clamp(layout_.column_x(column) - width / 2, strip.x, std::max(strip.x, strip.right() - width));
    return Rect{std::round(x), strip.y, width, strip.h};
  };
  const auto name = [&](int column, Str label, const char* id) {
    const float room = std::max(width, 60.f);
    const float x = std::clamp(layout_.column_x(column) - room / 2, strip.x, strip.right() - room);
    ui.text(id, {x, strip.y, room, 24}, ui.t(label), FontId::small, ui.theme->second, Align::center);
  };
  name(0, Str::inputs, "network.inputs");
  for (int i = 0; i < static_cast<int>(architecture_.hidden.size()); ++i) layer_header(ui, run, i, at(i + 1));
  name(static_cast<int>(columns_.size()) - 1, Str::output_layer, "network.output");
}

void Playground::layer_row(Ui& ui, Run& run, int layer, Rect r) {
  const std::string name = format_text(ui.t(Str::hidden_layer), {std::to_string(layer + 1)});
  ui.text("layer.name", cut_left(r, 56), name.c_str(), FontId::body, ui.theme->ink);
  const Rect remove = cut_right(r, kTouchHeight, space::k1);
  const Rect minus = cut_left(r, kTouchHeight);
  cut_left(r, 26);  // the number between them
  const Rect plus = cut_left(r, kTouchHeight, space::k3);
  neuron_buttons(ui, run, layer, minus.inset(4), plus.inset(4));
  activation_select(ui, run, layer, r);
  remove_button(ui, run, layer, remove.inset(5));
}

}  // namespace downhill
