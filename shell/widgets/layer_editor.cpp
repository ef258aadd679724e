#include "shell/widgets/layer_editor.hpp"

#include <algorithm>
#include <cstdio>

#include "core/model/fields.hpp"
#include "shell/widgets/button.hpp"
#include "shell/widgets/card.hpp"
#include "shell/widgets/editor_texts.hpp"
#include "shell/widgets/format.hpp"
#include "shell/widgets/scroll_area.hpp"
#include "shell/widgets/select.hpp"

namespace downhill {
namespace {

using editor_texts::kEditorText;

constexpr float kHeadHeight = 20;
constexpr float kShapeWidth = 108;
constexpr float kNumberWidth = 80;

std::string shape_of(const Shape& y) {
  std::string text;
  for (int axis = 1; axis < y.rank(); ++axis) text += (axis > 1 ? " × " : "") + std::to_string(y[axis]);
  return text;
}

std::string option_text(const Ui& ui, const OptionSpec& spec, double value) {
  const std::string label = ui.t(spec.label);
  if (spec.kind == OptionKind::boolean) return value != 0 ? label : format_text(ui.t(kEditorText.without), {label});
  if (spec.kind == OptionKind::choice) return ui.t(spec.choices[static_cast<std::size_t>(value)].label);
  return label + ' ' + format_value(value).text;
}

std::string costs_text(const Ui& ui, std::int64_t parameters, std::int64_t work) {
  return format_text(ui.t(kEditorText.costs), {format_count(parameters).text, format_count(work).text});
}

}  // namespace

float LayerEditor::row_height(const Ui& ui, float width) {
  return ui.touch || !in_columns(width) ? 52.f : 32.f;
}

void LayerEditor::refresh(const Run& run) {
  if (run.edits() == edits_) return;
  edits_ = run.edits();
  std::vector<Layer> layers = std::move(draft_.layers);
  draft_ = run.experiment();
  // A learning rate that moves leaves a draft alone that is not ready yet.
  if (draft_.layers == accepted_ && !layers.empty())
    draft_.layers = std::move(layers);
  else
    accepted_ = draft_.layers;
  outline_ = outline_network(draft_);
  chosen_ = std::min(chosen_, static_cast<int>(draft_.layers.size()) - 1);
}

void LayerEditor::change(Ui& ui, Run& run, std::vector<Layer> layers, const char* field) {
  draft_.layers = std::move(layers);
  outline_ = outline_network(draft_);
  ui.wake_at(ui.now_ms());  // shapes above have been drawn already
  if (outline_.fault) return;
  accepted_ = draft_.layers;
  run.edit(draft_, field, ui.now_ms());
  edits_ = run.edits();
}

float LayerEditor::height(const Ui& ui, float width) const {
  const float inside = width - 2 * space::k4;
  return 2 * space::k4 + ui.control_height() + space::k2 + rows_height(ui, inside);
}

float LayerEditor::rows_height(const Ui& ui, float width) const {
  float height =
      (in_columns(width) ? kHeadHeight : 0) + row_height(ui, width) * static_cast<float>(draft_.layers.size());
  height += chosen_height(ui, width) + fault_height(ui, width);
  return height + space::k2 + kHeadHeight;  // the totals
}

void LayerEditor::draw(Ui& ui, Run& run, const Rect& r, bool& open) {
  Rect content = panel(ui, r);
  Rect header = cut_top(content, ui.control_height(), space::k2);
  const float done = button_width(ui, ui.t(kEditorText.done), true);
  if (button(ui, "edit.done", cut_right(header, done, space::k2),
             {.label = ui.t(kEditorText.done), .icon = Icon::check, .kind = ButtonKind::outlined}))
    open = false;
  const float add = button_width(ui, ui.t(kEditorText.add), true);
  add_button(ui, run, cut_right(header, add, space::k3));
  ui.text("edit.title", header, ui.t(kEditorText.title), FontId::strong, ui.theme->second);
  if (ui.touch) return draw_rows(ui, run, content);
  const Rect view{r.x + 1, content.y, r.w - 2, r.bottom() - content.y - 1};
  const ScrollArea scroll(ui, "scroll.editor", view, rows_height(ui, content.w) + space::k4);
  draw_rows(ui, run, scroll.content().inset(space::k4 - 1, 0));
}

Layer LayerEditor::fresh_layer(const Info& info, std::vector<Layer> layers, int at) const {
  const Layer plain(default_piece(info));
  const bool wide = at > 0 && !plain.values.empty() && info.options[0].kind == OptionKind::integer;
  if (!wide || !outline_.layers[static_cast<std::size_t>(at) - 1].known) return plain;
  const auto fault_at = [&](const Layer& layer) {
    Experiment tried = draft_;
    tried.layers = layers;
    tried.layers[static_cast<std::size_t>(at)] = layer;
    return outline_network(tried).fault_layer;
  };
  Layer fitted = plain;
  fitted.values[0] = static_cast<double>(outline_.layers[static_cast<std::size_t>(at) - 1].y[1]);
  const bool helps = fitted.values[0] <= info.options[0].maximum && fault_at(plain) == at && fault_at(fitted) != at;
  return helps ? fitted : plain;
}

void LayerEditor::add_button(Ui& ui, Run& run, const Rect& r) {
  const bool room = static_cast<int>(draft_.layers.size()) < kMaximumLayers;
  if (button(ui, "edit.add", r,
             {.label = ui.t(kEditorText.add), .icon = Icon::plus, .enabled = room, .help = ui.t(kEditorText.add_help)}))
    ImGui::OpenPopup("edit.add");
  const int type = popup_list(ui, "edit.add", r, layer_items(ui), -1);
  if (type < 0) return;
  std::vector<Layer> layers = draft_.layers;
  const int at = chosen_ >= 0 ? chosen_ + 1 : static_cast<int>(layers.size()) - 1;
  layers.insert(layers.begin() + at, Layer());
  layers[static_cast<std::size_t>(at)] = fresh_layer(*layer_choices()[static_cast<std::size_t>(type)], layers, at);
  chosen_ = at;
  change(ui, run, std::move(layers), "layer.add");
}

void LayerEditor::draw_rows(Ui& ui, Run& run, Rect rest) {
  if (in_columns(rest.w)) {
    Rect head = cut_top(rest, kHeadHeight);
    cut_left(head, space::k2);
    cut_right(head, space::k2);
    const Rect work = cut_right(head, kNumberWidth);
    ui.text("edit.work", work, ui.t(kEditorText.work), FontId::small, ui.theme->second, Align::right);
    const Response hover = ui.control("edit.work", work, false);
    ui.help(hover, "edit.work", work, ui.t(kEditorText.work), ui.t(kEditorText.work_help));
    ui.text("edit.weights", cut_right(head, kNumberWidth), ui.t(kEditorText.weights), FontId::small, ui.theme->second,
            Align::right);
    ui.text("edit.output", cut_right(head, kShapeWidth), ui.t(kEditorText.output), FontId::small, ui.theme->second,
            Align::right);
    ui.text("edit.layer", head, ui.t(kEditorText.layer), FontId::small, ui.theme->second);
  }
  const float height = row_height(ui, rest.w);
  // A change within the loop makes another list of it.
  const int count = static_cast<int>(draft_.layers.size()), chosen = chosen_;
  for (int i = 0; i < std::min(count, static_cast<int>(draft_.layers.size())); ++i) {
    draw_row(ui, i, cut_top(rest, height));
    if (i == chosen && chosen == chosen_) draw_chosen(ui, run, i, rest);
    if (outline_.fault && i == outline_.fault_layer) draw_fault(ui, run, rest);
  }
  if (outline_.fault && outline_.fault_layer < 0) draw_fault(ui, run, rest);
  cut_top(rest, space::k2);
  const std::string costs = costs_text(ui, outline_.parameters, outline_.multiply_adds);
  ui.text("edit.total", cut_top(rest, kHeadHeight).inset(space::k2, 0), costs.c_str(), FontId::strong, ui.theme->ink,
          Align::right);
}

void LayerEditor::draw_row(Ui& ui, int index, const Rect& r) {
  char id[HitRegistry::kIdBytes];
  std::snprintf(id, sizeof id, "edit.row.%d", index);
  const Response response = ui.control(id, r);
  const bool faulty = outline_.fault && index == outline_.fault_layer;
  if (index == chosen_ || response.hovered) ui.fill(r, ui.theme->soft, kControlRadius);
  if (faulty) ui.fill({r.x, r.y + 6, 3, r.h - 12}, ui.theme->negative, 1.5f);
  if (!faulty && index > 0 && index != chosen_ && index != chosen_ + 1)
    ui.fill({r.x + space::k2, r.y, r.w - 2 * space::k2, 1}, fade(ui.theme->line, 0.6f));
  draw_numbers(ui, index, r.inset(space::k2, 0));
  if (response.focused) ui.focus_outline(r.inset(2), kControlRadius);
  if (response.clicked) chosen_ = chosen_ == index ? -1 : index;
}

/// Name, options, shape and costs: in one line with columns, or in two lines.
void LayerEditor::draw_numbers(Ui& ui, int index, Rect words) {
  const Theme& theme = *ui.theme;
  const Layer& layer = draft_.layers[static_cast<std::size_t>(index)];
  const LayerOutline& outline = outline_.layers[static_cast<std::size_t>(index)];
  const char* name = ui.t(find_layer_info(layer.type)->label);
  const std::string shape = outline.known ? shape_of(outline.y) : "–";
  if (!in_columns(words.w + 2 * space::k2)) {
    const std::string costs = outline.multiply_adds + outline.parameters > 0
                                  ? costs_text(ui, outline.parameters, outline.multiply_adds)
                                  : options_text(ui, index, words.w);
    Rect first{words.x, words.center_y() - (costs.empty() ? 10 : 19), words.w, 20};
    const Rect second{words.x, first.bottom() + 1, words.w, 17};
    ui.text("edit.shape", cut_right(first, kShapeWidth + 12), shape.c_str(), FontId::body, theme.ink, Align::right);
    ui.text("edit.name", first, name, FontId::body, theme.ink);
    ui.text("edit.costs", second, costs.c_str(), FontId::small, theme.second);
    return;
  }
  const auto number = [&](std::int64_t value) {
    const Rect place = cut_right(words, kNumberWidth);
    ui.text("edit.number", place, value > 0 ? format_count(value).text : "–", FontId::body,
            value > 0 ? theme.ink : theme.third, Align::right);
  };
  number(outline.multiply_adds);
  number(outline.parameters);
  ui.text("edit.shape", cut_right(words, kShapeWidth, space::k2), shape.c_str(), FontId::body, theme.ink, Align::right);
  ui.text("edit.name", cut_left(words, ui.text_width(FontId::body, name) + 1, space::k3), name, FontId::body,
          theme.ink);
  ui.text("edit.options", words, options_text(ui, index, words.w).c_str(), FontId::small, theme.second);
}

/// "Filters 6 · Kernel 5 · Padding 2": the first two options and those that are not as usual, as many as there is room
/// for. A 0 that is usual (a pool's stride) says only that another option decides.
std::string LayerEditor::options_text(const Ui& ui, int index, float room) const {
  const Layer& layer = draft_.layers[static_cast<std::size_t>(index)];
  const Info* info = find_layer_info(layer.type);
  std::string text;
  for (std::size_t i = 0; i < info->options.size(); ++i) {
    const OptionSpec& spec = info->options[i];
    const bool main = i < 2 && spec.kind != OptionKind::boolean && layer.values[i] != 0;
    if (!main && layer.values[i] == spec.initial) continue;
    const std::string part = (text.empty() ? "" : " · ") + option_text(ui, spec, layer.values[i]);
    if (ui.text_width(FontId::small, (text + part).c_str()) > room) break;
    text += part;
  }
  return text;
}

}  // namespace downhill
