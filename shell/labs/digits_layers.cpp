// The digits lab's middle: every layer with what it makes of the picture.
#include <algorithm>

#include "core/model/fields.hpp"
#include "shell/labs/digits.hpp"
#include "shell/labs/digits_texts.hpp"
#include "shell/widgets/button.hpp"
#include "shell/widgets/card.hpp"
#include "shell/widgets/format.hpp"

namespace downhill {
namespace {

using digits_texts::kText;

constexpr float kLabelWidth = 112;
constexpr float kRowGap = 8;
constexpr float kTileGap = 4;
constexpr float kSmallestTile = 18;
constexpr float kCell = 9;  // of a vector

}  // namespace

std::string Digits::layer_name(const Ui& ui, const Run& run, const LayerRow& row) const {
  if (row.node == 0) return ui.t(kText.picture);
  const std::vector<NodeInfo>& nodes = run.ready().nodes;
  const NodeInfo& node = nodes[static_cast<std::size_t>(row.weights_node >= 0 ? row.weights_node : row.node)];
  const Info* info = find_layer_info(node.type);
  return info ? ui.t(info->label) : node.type;
}

std::string Digits::layer_shape(const Run& run, const LayerRow& row) const {
  std::string text;
  for (const std::uint32_t length : run.ready().nodes[static_cast<std::size_t>(row.node)].shape)
    text += (text.empty() ? "" : " × ") + std::to_string(length);
  return text;
}

float Digits::layers_height(const Ui&, float) const {
  return card_overhead() + 14 + static_cast<float>(std::max<std::size_t>(layers_.rows().size(), 4)) * (58 + kRowGap);
}

void Digits::layers_card(Ui& ui, Run& run, const Rect& r) {
  Rect content = panel(ui, r);
  Rect header = cut_top(content, ui.touch ? 36.f : 28.f, space::k2);
  static constexpr const char* kIds[] = {"layers.activations", "layers.filters"};
  const char* labels[] = {ui.t(kText.activations), ui.t(kText.filters)};
  const float widest = std::max(ui.text_width(FontId::small, labels[0]), ui.text_width(FontId::small, labels[1]));
  segmented(ui, cut_right(header, 2 * (widest + 20), space::k3), kIds, labels, 2, shown_);
  ui.text("layers.title", header, ui.t(kText.layers), FontId::strong, ui.theme->second);
  const std::vector<LayerRow>& rows = layers_.rows();
  if (rows.empty() || run.ready().nodes.empty()) return;
  const auto count = static_cast<float>(rows.size());
  const float height = std::min((content.h - kRowGap * (count - 1)) / count, 92.f);
  for (const LayerRow& row : rows)
    if (static_cast<std::size_t>(row.node) < run.ready().nodes.size())
      layer_row(ui, run, row, cut_top(content, height, kRowGap));
}

void Digits::layer_row(Ui& ui, Run& run, const LayerRow& row, Rect r) {
  const Rect label = cut_left(r, kLabelWidth, space::k2);
  const NodeInfo& node = run.ready().nodes[static_cast<std::size_t>(std::max(row.weights_node, 0))];
  const std::string name = layer_name(ui, run, row), shape = layer_shape(run, row);
  const bool weights = row.weights_node >= 0 && label.h >= 50;
  const float lines = weights ? 50.f : 34.f;
  Rect words{label.x, label.center_y() - lines / 2, label.w, lines};
  ui.text("layer.name", cut_top(words, 18), name.c_str(), FontId::body, ui.theme->ink);
  ui.text("layer.shape", cut_top(words, 16), shape.c_str(), FontId::small, ui.theme->second);
  if (weights) {
    std::size_t numbers = 1;
    for (const std::uint32_t length : run.ready().parameters[static_cast<std::size_t>(node.weight)].shape)
      numbers *= length;
    if (node.bias >= 0) numbers += run.ready().parameters[static_cast<std::size_t>(node.bias)].shape[0];
    ui.text("layer.weights", cut_top(words, 16), format_text(ui.t(kText.weights), {std::to_string(numbers)}).c_str(),
            FontId::small, ui.theme->second);
  }
  if (row.first_picture >= 0)
    draw_maps(ui, run, row, r);
  else
    draw_vector(ui, run, row, r);
}

void Digits::draw_maps(Ui& ui, const Run& run, const LayerRow& row, const Rect& r) {
  const bool filters = shown_ == LayerPictures::kFilters && row.weights_node >= 0;
  int count = row.channels;
  if (filters) {
    const NodeInfo& node = run.ready().nodes[static_cast<std::size_t>(row.weights_node)];
    count = static_cast<int>(run.ready().parameters[static_cast<std::size_t>(node.weight)].shape[0]);
  }
  count = std::min(count, layers_.atlas().count() - row.first_picture);
  // As many lines as make the tiles largest.
  float tile = 0;
  int lines = 1;
  for (int n = 1; n <= 4; ++n) {
    const auto across = static_cast<float>((count + n - 1) / n);
    const float by_width = (r.w - kTileGap * (across - 1)) / across;
    const float by_height = (r.h - kTileGap * static_cast<float>(n - 1)) / static_cast<float>(n);
    const float side = std::min(by_width, by_height);
    if (side > tile) tile = side, lines = n;
  }
  int across = (count + lines - 1) / lines;
  int hidden = 0;
  if (tile < kSmallestTile) {  // too many: the first ones, and how many more there are
    tile = std::min(kSmallestTile, r.h);
    lines = std::max(1, static_cast<int>((r.h + kTileGap) / (tile + kTileGap)));
    across = std::max(1, static_cast<int>((r.w - 30 + kTileGap) / (tile + kTileGap)));
    hidden = std::max(0, count - lines * across);
    count -= hidden;
  }
  const float height = static_cast<float>(lines) * (tile + kTileGap) - kTileGap;
  const std::span<const float> all = layers_.numbers(row, run.looked());
  for (int i = 0; i < count; ++i) {
    const Rect place{r.x + static_cast<float>(i % across) * (tile + kTileGap),
                     r.center_y() - height / 2 + static_cast<float>(i / across) * (tile + kTileGap), tile, tile};
    layers_.atlas().draw(ui, row.first_picture + i, place, 3);
    if (row.node == 0) ui.stroke({place.x - 0.5f, place.y - 0.5f, place.w + 1, place.h + 1}, ui.theme->line, 3);
    if (!place.contains(ImGui::GetIO().MousePos.x, ImGui::GetIO().MousePos.y) || ui.popup_open()) continue;
    ui.stroke(place.inset(-1), ui.theme->accent, 4, 1.5f);
    std::string range;
    const auto cells = static_cast<std::size_t>(row.height * row.width);
    if (!filters && static_cast<std::size_t>(i + 1) * cells <= all.size()) {
      const auto [low, high] = std::ranges::minmax(all.subspan(static_cast<std::size_t>(i) * cells, cells));
      range = format_text(ui.t(kText.range), {format_value(low).text, format_value(high).text});
    }
    ui.hint(place, format_text(ui.t(kText.channel), {layer_name(ui, run, row), std::to_string(i + 1)}).c_str(),
            range.empty() ? nullptr : range.c_str());
  }
  if (hidden > 0)
    ui.text("layer.more", {r.right() - 30, r.y, 30, r.h}, format_text(ui.t(kText.more), {std::to_string(hidden)}).c_str(),
            FontId::small, ui.theme->second, Align::right);
}

/// A vector as a block of cells, one colour a number.
void Digits::draw_vector(Ui& ui, const Run& run, const LayerRow& row, const Rect& r) {
  const std::span<const float> numbers = layers_.numbers(row, run.looked());
  if (numbers.empty()) return;
  float largest = 1e-12f;
  for (const float v : numbers) largest = std::max(largest, std::abs(v));
  const int lines = std::max(1, std::min(static_cast<int>(r.h / (kCell + 1)), (row.channels + 31) / 32));
  const int across = (row.channels + lines - 1) / lines;
  const float cell = std::min({r.w / static_cast<float>(across), row.channels <= 20 ? 22.f : 14.f,
                               r.h / static_cast<float>(lines)});
  const float height = static_cast<float>(lines) * cell;
  for (int i = 0; i < row.channels; ++i) {
    const Rect place{r.x + static_cast<float>(i % across) * cell,
                     r.center_y() - height / 2 + static_cast<float>(i / across) * cell, cell - 1, cell - 1};
    ui.fill(place, ui.theme->diverge(numbers[static_cast<std::size_t>(i)] / largest), cell > 8 ? 2.f : 0.f);
  }
}

}  // namespace downhill
