// The chosen layer of the list: its kind, its buttons and options; and the sentence where something does not fit.
#include <algorithm>

#include "core/model/blocks/registry.hpp"
#include "core/model/fields.hpp"
#include "core/ops/registry.hpp"
#include "shell/widgets/button.hpp"
#include "shell/widgets/editor_texts.hpp"
#include "shell/widgets/layer_editor.hpp"
#include "shell/widgets/option_grid.hpp"

namespace downhill {

using editor_texts::kEditorText;

/// The kind of a layer and its buttons: side by side, or one below the other.
float LayerEditor::tools_height(const Ui& ui, float width) {
  return in_columns(width) ? ui.control_height() : 2 * ui.control_height() + space::k2;
}

const std::vector<const Info*>& layer_choices() {
  static const std::vector<const Info*> choices = [] {
    std::vector<const Info*> list;
    for (const OpInfo* op : all_ops())
      if (reads_picture_or_vector(op->info)) list.push_back(&op->info);
    for (const BlockInfo* block : all_blocks())
      if (reads_picture_or_vector(block->info)) list.push_back(&block->info);
    return list;
  }();
  return choices;
}

std::vector<SelectItem> layer_items(const Ui& ui) {
  std::vector<SelectItem> items;
  for (const Info* info : layer_choices()) items.push_back({info->name, ui.t(info->label), ui.t(info->summary)});
  return items;
}

float LayerEditor::chosen_height(const Ui& ui, float width) const {
  if (chosen_ < 0) return 0;
  const Info* info = find_layer_info(draft_.layers[static_cast<std::size_t>(chosen_)].type);
  return tools_height(ui, width) + space::k2 + option_grid_height(ui, *info, width - 2 * space::k3 - space::k1) +
         2 * space::k2;
}

std::string LayerEditor::fault_text(const Ui& ui) const {
  const Error& e = *outline_.fault;
  std::string place = e.place;
  if (place == "loss" && outline_.fault_layer >= 0)
    place = ui.t(find_layer_info(draft_.layers[static_cast<std::size_t>(outline_.fault_layer)].type)->label);
  return place + (ui.language == Language::zh ? "：" + e.zh + "。" : ": " + e.en + ". ") + ui.t(kEditorText.still);
}

float LayerEditor::fault_height(const Ui& ui, float width) const {
  if (!outline_.fault) return 0;
  const float room = width - 2 * space::k3 - button_width(ui, ui.t(kEditorText.back), false) - space::k3;
  const float words = ui.paragraph({0, 0, room, 0}, fault_text(ui).c_str(), FontId::small, 0, true);
  return std::max(words, ui.control_height()) + 3 * space::k2;
}

void LayerEditor::draw_chosen(Ui& ui, Run& run, int index, Rect& rest) {
  const Layer layer = draft_.layers[static_cast<std::size_t>(index)];
  const Info* info = find_layer_info(layer.type);
  Rect box = cut_top(rest, chosen_height(ui, rest.w));
  ui.fill({box.x + space::k2, box.y, 2, box.h - space::k2}, ui.theme->accent, 1);
  box = box.inset(space::k3, space::k2);
  box.x += space::k1;
  box.w -= space::k1;
  draw_tools(ui, run, index, cut_top(box, tools_height(ui, rest.w), space::k2));
  std::vector<double> values = layer.values;
  const int changed = option_grid(ui, "edit", box, *info, values);
  const bool same = static_cast<std::size_t>(index) < draft_.layers.size() &&
                    draft_.layers[static_cast<std::size_t>(index)] == layer;  // no tool was used
  if (changed < 0 || !same) return;
  std::vector<Layer> layers = draft_.layers;
  layers[static_cast<std::size_t>(index)].values = values;
  const std::string field =
      "layer." + std::to_string(index) + "." + info->options[static_cast<std::size_t>(changed)].name;
  change(ui, run, std::move(layers), field.c_str());
}

void LayerEditor::draw_tools(Ui& ui, Run& run, int index, Rect row) {
  const float side = ui.control_height();
  const bool below = row.h > side;
  const Rect above = below ? cut_top(row, side, space::k2) : Rect{};
  if (below) row.w = 3 * side + 2 * space::k1;
  const int count = static_cast<int>(draft_.layers.size());
  const auto at = draft_.layers.begin();
  std::vector<Layer> layers(at, draft_.layers.end());
  const auto tool = [&](const char* id, Icon icon, bool enabled, const Text& help) {
    return button(ui, id, cut_right(row, side, space::k1), {.icon = icon, .enabled = enabled, .help = ui.t(help)});
  };
  const bool remove = tool("edit.remove", Icon::close, count > 1, kEditorText.remove);
  const bool down = tool("edit.down", Icon::down, index + 1 < count, kEditorText.down);
  const bool up = tool("edit.up", Icon::up, index > 0, kEditorText.up);
  if (remove) {
    layers.erase(layers.begin() + index);
    chosen_ = -1;
    return change(ui, run, std::move(layers), "layer.remove");
  }
  if (up || down) {
    chosen_ = index + (down ? 1 : -1);
    std::swap(layers[static_cast<std::size_t>(index)], layers[static_cast<std::size_t>(chosen_)]);
    return change(ui, run, std::move(layers), "layer.move");
  }
  const std::vector<SelectItem> items = layer_items(ui);
  const std::string& type = layers[static_cast<std::size_t>(index)].type;
  const auto now = std::find_if(items.begin(), items.end(), [&](const SelectItem& item) { return type == item.value; });
  const int current = now == items.end() ? -1 : static_cast<int>(now - items.begin());
  const char* help = now == items.end() ? nullptr : now->help;
  const Rect kinds = below ? above : row;
  const int chosen = select(ui, "edit.type", {kinds.x, kinds.y, std::min(kinds.w, 320.f), side}, items, current,
                            SelectLook::field, ui.t(kEditorText.type_help), help);
  if (chosen < 0) return;
  Layer& layer = layers[static_cast<std::size_t>(index)];
  layer.parameters.clear();  // weights of another kind
  static_cast<Piece&>(layer) = fresh_layer(*layer_choices()[static_cast<std::size_t>(chosen)], layers, index);
  change(ui, run, std::move(layers), "layer.type");
}

void LayerEditor::draw_fault(Ui& ui, Run& run, Rect& rest) {
  const Rect box = cut_top(rest, fault_height(ui, rest.w));
  const Rect frame{box.x, box.y + space::k1, box.w, box.h - 2 * space::k1};
  ui.fill(frame, ui.theme->warning_panel, kControlRadius);
  ui.stroke(frame, ui.theme->warning_line, kControlRadius);
  Rect inside = frame.inset(space::k3, space::k1);
  const char* back = ui.t(kEditorText.back);
  const Rect place = cut_right(inside, button_width(ui, back, false), space::k3);
  const std::string words = fault_text(ui);
  const float height = ui.paragraph(inside, words.c_str(), FontId::small, 0, true);
  ui.paragraph({inside.x, inside.center_y() - height / 2, inside.w, height}, words.c_str(), FontId::small,
               ui.theme->ink);
  if (button(ui, "edit.back", {place.x, place.center_y() - ui.control_height() / 2, place.w, ui.control_height()},
             {.label = back})) {
    chosen_ = -1;
    change(ui, run, accepted_, "layer.back");
  }
}

}  // namespace downhill
