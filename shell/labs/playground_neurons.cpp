// The playground's neurons: inputs that are switched on and off, hidden and output units, weights under the pointer.
#include <algorithm>
#include <cmath>
#include <cstdio>

#include "core/data/features/registry.hpp"
#include "shell/labs/playground.hpp"
#include "shell/widgets/format.hpp"

namespace downhill {
namespace {

float neuron_radius(const Rect& r) {
  return std::min(kNeuronRadius, r.w * 0.25f);
}

bool is_on(const Experiment& e, const char* feature) {
  return std::find(e.features.begin(), e.features.end(), feature) != e.features.end();
}

}  // namespace

float Playground::parameter_value(const Run& run, int tensor, int index) const {
  if (tensor < 0 || static_cast<std::size_t>(tensor) >= run.ready().parameters.size()) return NAN;
  const auto& info = run.ready().parameters[static_cast<std::size_t>(tensor)];
  const auto at = static_cast<std::size_t>(info.offset) + static_cast<std::size_t>(index);
  return at < run.probed().parameters.size() ? run.probed().parameters[at] : NAN;
}

void Playground::edit_parameter(Ui& ui, Run& run, const char* id, const Rect& r, const char* name, int tensor,
                                int index) {
  edited_id_ = id;
  edited_tensor_ = tensor;
  edited_index_ = index;
  char value[32];
  std::snprintf(value, sizeof value, "%.4g", static_cast<double>(parameter_value(run, tensor, index)));
  const float x = std::min(r.x, ImGui::GetIO().DisplaySize.x - 100);
  ui.open_text_field(id, {x, r.y, 92, 28}, value, name);
}

void Playground::draw_features(Ui& ui, Run& run) {
  const auto features = all_features();
  const int count = static_cast<int>(features.size());
  std::vector<Response> responses;
  // All pictures first, then all frames and labels: each change of texture is a draw call.
  for (int slot = 0; slot < count; ++slot) {
    const char* name = features[static_cast<std::size_t>(slot)]->info.name;
    const bool on = is_on(run.experiment(), name);
    char id[HitRegistry::kIdBytes];
    std::snprintf(id, sizeof id, "feature.%s", name);
    responses.push_back(ui.control(id, layout_.slot(0, slot)));
    const Rect r = feature_picture(slot, on);
    maps_.draw(ui, slot, r, neuron_radius(r), on ? 1 : responses.back().hovered ? 0.65f : 0.36f);
  }
  for (int slot = 0; slot < count; ++slot) feature(ui, run, slot, responses[static_cast<std::size_t>(slot)]);
}

Rect Playground::feature_picture(int slot, bool on) const {
  const Rect place = layout_.slot(0, slot);
  return on ? place : place.inset(place.w * 0.1f);
}

void Playground::feature(Ui& ui, Run& run, int slot, const Response& response) {
  const auto features = all_features();
  const Info& info = features[static_cast<std::size_t>(slot)]->info;
  const bool on = is_on(run.experiment(), info.name);
  const Rect place = layout_.slot(0, slot);
  const Rect r = feature_picture(slot, on);
  char id[HitRegistry::kIdBytes];
  std::snprintf(id, sizeof id, "feature.%s", info.name);
  ui.stroke(r, response.hovered ? ui.theme->accent : ui.theme->line, neuron_radius(r), 1.5f);
  ui.text(id, {place.x - kInputLabelRoom, place.center_y() - 9, kInputLabelRoom - space::k2, 18}, ui.t(info.label),
          FontId::small, on ? ui.theme->ink : ui.theme->second, Align::right);
  if (response.focused) ui.focus_outline(place, neuron_radius(place));
  const std::string help = std::string(ui.t(info.summary)) + " " + ui.t(on ? Str::feature_on : Str::feature_off);
  ui.help(response, id, place, ui.t(info.label), help.c_str());
  if (response.hovered && on)
    for (int i = 0; i < static_cast<int>(slot_of_input_.size()); ++i)
      if (slot_of_input_[static_cast<std::size_t>(i)] == slot) hit_ = {0, i, -1};
  if (!response.clicked || (on && run.experiment().features.size() == 1)) return;
  // Kept in the order of the table, whatever order they are switched on.
  Experiment next = run.experiment();
  next.features.clear();
  for (const FeatureInfo* each : features) {
    const bool was = is_on(run.experiment(), each->info.name);
    if ((each == features[static_cast<std::size_t>(slot)]) != was) next.features.push_back(each->info.name);
  }
  run.edit(next, id, ui.now_ms());
}

void Playground::draw_neurons(Ui& ui, Run& run) {
  const int columns = static_cast<int>(columns_.size());
  for (int c = 1; c < columns; ++c)
    for (int u = 0; u < layout_.visible(c); ++u) {
      const Rect r = layout_.neuron(c, u);
      maps_.draw(ui, columns_[static_cast<std::size_t>(c)].first_map + u, r, neuron_radius(r));
    }
  for (int c = 1; c < columns; ++c) {
    const int units = columns_[static_cast<std::size_t>(c)].units;
    const int shown = layout_.visible(c);
    for (int u = 0; u < shown; ++u) neuron(ui, run, c, u);
    if (shown == units) continue;
    char more[16];
    std::snprintf(more, sizeof more, "+%d", units - shown);
    ui.text("network.more", layout_.slot(c, shown).inset(-8, 0), more, FontId::small, ui.theme->second, Align::center);
  }
}

void Playground::neuron(Ui& ui, Run& run, int column, int unit) {
  const bool output = column + 1 == static_cast<int>(columns_.size());
  const int bias = bias_of_column_[static_cast<std::size_t>(column)];
  const Rect r = layout_.neuron(column, unit);
  char id[HitRegistry::kIdBytes];
  std::snprintf(id, sizeof id, "neuron.%d.%d", column, unit);
  const Response response = ui.control(id, r, false);
  ui.stroke(r, response.hovered ? ui.theme->accent : ui.theme->line, neuron_radius(r), 1.5f);
  if (output && columns_.back().units > 1 && run.ready().classes > 0)
    ui.draw().AddCircleFilled({r.right() + 9, r.center_y()}, 4, ui.theme->class_color(static_cast<std::uint32_t>(unit)),
                              16);
  if (response.hovered) hit_ = {column, unit, -1};
  if (bias < 0 || !(response.hovered || response.clicked)) return;
  const std::string body = std::string(ui.t(Str::bias)) + " " + format_value(parameter_value(run, bias, unit)).text +
                           ". " + ui.t(Str::edit_help);
  ui.help(response, id, r, neuron_name(ui, column, unit).c_str(), body.c_str());
  if (response.clicked) edit_parameter(ui, run, id, {r.x, r.bottom() + 3, r.w, 28}, ui.t(Str::bias), bias, unit);
}

std::string Playground::neuron_name(const Ui& ui, int column, int unit) const {
  const bool output = column + 1 == static_cast<int>(columns_.size());
  const std::string layer =
      output ? ui.t(Str::output_layer) : format_text(ui.t(Str::hidden_layer), {std::to_string(column)});
  return layer + " · " + format_text(ui.t(Str::neuron_map), {std::to_string(unit + 1)});
}

void Playground::weight_tip(Ui& ui, Run& run) {
  const NetworkColumn& column = columns_[static_cast<std::size_t>(hit_.column)];
  const int inputs = columns_[static_cast<std::size_t>(hit_.column - 1)].units;
  const int index = hit_.unit * inputs + hit_.from;
  const ImVec2 mouse = ImGui::GetIO().MousePos;
  char title[64];
  const ParameterInfo& info = run.ready().parameters[static_cast<std::size_t>(column.weight_tensor)];
  std::snprintf(title, sizeof title, "%s[%d,%d]  %s", info.name.c_str(), hit_.unit, hit_.from,
                format_value(column.weights[static_cast<std::size_t>(index)]).text);
  ui.hint({mouse.x - 1, mouse.y - 8, 2, 16}, title, ui.t(Str::edit_help));
  ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
  if (!ImGui::IsMouseClicked(ImGuiMouseButton_Left)) return;
  char id[HitRegistry::kIdBytes];
  std::snprintf(id, sizeof id, "weight.%d.%d", column.weight_tensor, index);
  edit_parameter(ui, run, id, {mouse.x - 46, mouse.y - 14, 92, 28}, info.name.c_str(), column.weight_tensor, index);
}

}  // namespace downhill
