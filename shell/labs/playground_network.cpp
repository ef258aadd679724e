// The playground's network: reading the run into columns, heat maps, neurons and weights.
#include <algorithm>
#include <cmath>
#include <cstdio>

#include "core/data/features/registry.hpp"
#include "core/inspect/grid.hpp"
#include "shell/labs/playground.hpp"
#include "shell/widgets/button.hpp"
#include "shell/widgets/card.hpp"
#include "shell/widgets/format.hpp"
#include "shell/widgets/slider.hpp"

namespace downhill {
namespace {

constexpr int kMapSide = 32;
constexpr float kHeaderHeight = 52;
constexpr float kClassDotRoom = 14;
constexpr float kParameterLimit = 1e6f;  // what may be typed as a weight

}  // namespace

void Playground::read_columns(const Run& run) {
  const Experiment& e = run.experiment();
  architecture_ = read_architecture(e);
  const auto features = all_features();
  slot_of_input_.clear();
  for (const std::string& name : e.features)
    for (std::size_t slot = 0; slot < features.size(); ++slot)
      if (name == features[slot]->info.name) slot_of_input_.push_back(static_cast<int>(slot));
  columns_.clear();
  int map = static_cast<int>(features.size());
  columns_.push_back({.units = static_cast<int>(e.features.size()), .first_map = 0, .weights = {}});
  const auto add = [&](int units) {
    columns_.push_back({.units = units, .first_map = map, .weights = {}});
    map += std::min(units, kMaximumShownUnits);
  };
  for (const HiddenLayer& layer : architecture_.hidden) add(layer.units);
  add(architecture_.outputs);
  maps_.resize(map, kMapSide);
}

/// Finds the engine's nodes and tensors that belong to the columns. While the engine has not yet heard of an edit they
/// do not match; then the picture is drawn without numbers for that moment.
void Playground::link_columns(const Run& run) {
  const std::size_t count = columns_.size();
  node_of_column_.assign(count, -1);
  bias_of_column_.assign(count, -1);
  for (NetworkColumn& column : columns_) column.weight_tensor = -1, column.weights = {};
  const Ready& ready = run.ready();
  std::size_t c = 0;
  for (std::size_t n = 1; n < ready.nodes.size(); ++n) {
    const NodeInfo& node = ready.nodes[n];
    if (node.weight >= 0) ++c;
    if (c == 0 || c >= count || static_cast<int>(node.units) != columns_[c].units) return;
    node_of_column_[c] = static_cast<int>(n);
    if (node.weight < 0) continue;
    const ParameterInfo& w = ready.parameters[static_cast<std::size_t>(node.weight)];
    const auto size = static_cast<std::size_t>(columns_[c].units) * static_cast<std::size_t>(columns_[c - 1].units);
    bias_of_column_[c] = node.bias;
    columns_[c].weight_tensor = node.weight;
    const auto& values = run.probed().parameters;
    const bool fits = w.shape.size() == 2 && w.shape[1] == static_cast<std::uint32_t>(columns_[c - 1].units);
    if (fits && w.offset + size <= values.size())
      columns_[c].weights = std::span<const float>(values).subspan(w.offset, size);
  }
}

std::size_t Playground::first_map_of(const std::vector<NodeInfo>& nodes, int node) {
  std::size_t first = 0;
  for (int n = 0; n < node; ++n) {
    const std::uint32_t units = nodes[static_cast<std::size_t>(n)].units;
    if (units <= kMaximumMapUnits) first += units;
  }
  return first;
}

HeatScale Playground::map_scale(const std::vector<NodeInfo>& nodes, int node) {
  // The last node's maps are its readout; the others are raw: bounded ones are shown as they are.
  const std::string& type = nodes[static_cast<std::size_t>(node)].type;
  const bool bounded = type == "tanh" || type == "sigmoid" || node + 1 == static_cast<int>(nodes.size());
  return bounded ? HeatScale::unit : HeatScale::largest;
}

void Playground::paint_maps(Ui& ui, const Run& run) {
  const auto features = all_features();
  const float domain = run.ready().points.empty() ? 6 : run.ready().domain;
  std::vector<float> values(kMapSide * kMapSide);
  for (std::size_t f = 0; f < features.size(); ++f) {
    for (int y = 0; y < kMapSide; ++y)
      for (int x = 0; x < kMapSide; ++x) {
        const double step = 2.0 * domain / (kMapSide - 1);
        values[static_cast<std::size_t>(y * kMapSide + x)] =
            static_cast<float>(features[f]->compute(-domain + x * step, domain - y * step));
      }
    maps_.set(static_cast<int>(f), values, HeatScale::largest, *ui.theme);
  }
  const Probed& probed = run.probed();
  const std::vector<NodeInfo>& nodes = run.ready().nodes;
  const auto cell = static_cast<std::size_t>(kMapSide * kMapSide);
  for (std::size_t c = 1; c < columns_.size(); ++c) {
    const int node = node_of_column_[c];
    const std::size_t first = first_map_of(nodes, node);
    const bool mapped = node >= 0 && static_cast<std::uint32_t>(columns_[c].units) <= kMaximumMapUnits;
    for (int u = 0; u < std::min(columns_[c].units, kMaximumShownUnits); ++u) {
      const std::size_t at = (first + static_cast<std::size_t>(u)) * cell;
      const bool known = mapped && probed.map_size == kMapSide && at + cell <= probed.maps.size();
      if (known)
        maps_.set(columns_[c].first_map + u, std::span<const float>(probed.maps).subspan(at, cell),
                  map_scale(nodes, node), *ui.theme);
      else
        maps_.set_blank(columns_[c].first_map + u, *ui.theme);
    }
  }
  maps_.upload(ui.textures);
}

void Playground::refresh_network(Ui& ui, const Run& run) {
  const bool edited = columns_.empty() || read_edits_ != run.edits();
  if (edited) {
    read_edits_ = run.edits();
    read_columns(run);
    hit_ = {};  // what the pointer was on may be gone
  }
  if (!edited && maps_seen_.version == run.version() && maps_seen_.theme == ui.theme) return;
  link_columns(run);
  paint_maps(ui, run);
  maps_seen_.version = run.version();
  maps_seen_.theme = ui.theme;
}

void Playground::draw_network(Ui& ui, Run& run, const Rect& canvas) {
  const bool class_dots = columns_.back().units > 1 && run.ready().classes > 0;
  Rect inside = canvas;
  if (class_dots) cut_right(inside, kClassDotRoom);
  layout_.arrange(inside, columns_, static_cast<int>(all_features().size()), slot_of_input_, kInputLabelRoom);
  // Behind everything, so that a drag on the free surface belongs to nothing else.
  draw_weights(ui, layout_, columns_, last_hit_);
  draw_features(ui, run);
  draw_neurons(ui, run);
  const bool free = ImGui::IsWindowHovered() && !ImGui::IsAnyItemHovered() && !ImGui::IsAnyItemActive();
  if (free && hit_.column < 0 && canvas.contains(ImGui::GetIO().MousePos.x, ImGui::GetIO().MousePos.y)) {
    hit_ = weight_under(layout_, columns_);
    if (hit_.is_weight()) weight_tip(ui, run);
  }
  if (!edited_id_.empty()) {
    double value = parameter_value(run, edited_tensor_, edited_index_);
    if (take_typed_number(ui, edited_id_.c_str(), -kParameterLimit, kParameterLimit, false, value))
      run.set_parameter(static_cast<std::uint32_t>(edited_tensor_), static_cast<std::uint32_t>(edited_index_), value);
  }
}

void Playground::network_card(Ui& ui, Run& run, const Rect& r, bool rows_below) {
  Rect header;
  Rect content = card(ui, r, "network.title", ui.t(Str::network), &header);
  const bool room = static_cast<int>(architecture_.hidden.size()) < kMaximumHiddenLayers;
  const float chip_height = ui.touch ? 34.f : 26.f;
  if (room) {
    const char* label = ui.t(Str::add_layer);
    Rect add = cut_right(header, chip_width(ui, label, true), space::k3);
    add = {add.x, header.center_y() - chip_height / 2, add.w, chip_height};
    if (chip(ui, "layer.add", add, label, true, Icon::plus, ui.t(Str::add_layer_help))) {
      std::vector<HiddenLayer> hidden = architecture_.hidden;
      hidden.push_back(hidden.empty() ? first_hidden_layer()
                                      : HiddenLayer{.units = 4, .activation = hidden.back().activation});
      set_hidden(ui, run, std::move(hidden), "layer.add");
    }
  }
  const std::string count = format_text(ui.t(Str::network_hint), {std::to_string(run.ready().parameter_count)});
  ui.text("network.count", header, count.c_str(), FontId::small, ui.theme->second, Align::right);

  if (rows_below) {
    const int layers = static_cast<int>(architecture_.hidden.size());
    Rect rows = cut_bottom(content, static_cast<float>(layers) * (kTouchHeight + space::k1), space::k2);
    draw_network(ui, run, content);
    for (int i = 0; i < layers; ++i) layer_row(ui, run, i, cut_top(rows, kTouchHeight, space::k1));
    return;
  }
  Rect canvas = content;
  const Rect strip = cut_top(canvas, kHeaderHeight, space::k2);
  draw_network(ui, run, canvas);
  draw_headers(ui, run, strip);
}

}  // namespace downhill
