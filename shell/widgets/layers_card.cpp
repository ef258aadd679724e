#include "shell/widgets/layers_card.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "core/model/fields.hpp"
#include "shell/widgets/button.hpp"
#include "shell/widgets/card.hpp"
#include "shell/widgets/format.hpp"
#include "shell/widgets/layers_texts.hpp"

namespace downhill {
namespace {

using layers_texts::kLayersText;

constexpr float kLabelWidth = 112;
constexpr float kRowGap = 8;
constexpr float kReadableRow = 58;
constexpr float kTallestRow = 92;
constexpr float kTileGap = 4;
constexpr float kSmallestTile = 18;
constexpr float kCell = 9;  // of a vector
constexpr int kMostLines = 4;

/// The side of square tiles, and their lines, that fill `r` best.
std::pair<float, int> largest_tiles(int count, const Rect& r) {
  std::pair<float, int> best{0, 1};
  for (int lines = 1; lines <= kMostLines; ++lines) {
    const auto across = static_cast<float>((count + lines - 1) / lines);
    const float by_width = (r.w - kTileGap * (across - 1)) / across;
    const float by_height = (r.h - kTileGap * static_cast<float>(lines - 1)) / static_cast<float>(lines);
    if (std::min(by_width, by_height) > best.first) best = {std::min(by_width, by_height), lines};
  }
  return best;
}

std::string shape_text(const NodeInfo& node) {
  std::string text;
  for (const std::uint32_t length : node.shape) text += (text.empty() ? "" : " × ") + std::to_string(length);
  return text;
}

/// Weights and biases of a node.
std::size_t weight_count(const Ready& ready, const NodeInfo& node) {
  std::size_t count = 1;
  for (const std::uint32_t length : ready.parameters[static_cast<std::size_t>(node.weight)].shape) count *= length;
  if (node.bias >= 0) count += ready.parameters[static_cast<std::size_t>(node.bias)].shape[0];
  return count;
}

}  // namespace

void LayersCard::refresh(Ui& ui, const Run& run) {
  const std::uint64_t version = shown_ == LayerPictures::kFilters && !gradients_ ? run.version() : 0;
  const Seen now{run.looks(), version, run.readies(), ui.theme, shown_, gradients_};
  const int frame = ImGui::GetFrameCount();
  const bool was_away = frame != last_frame_ + 1;  // another lab has used the texture since
  last_frame_ = frame;
  if (now == seen_ && !was_away) return;
  seen_ = now;
  const std::vector<float>& weights = gradients_ ? run.looked().weight_gradients : run.probed().parameters;
  layers_.set(run.ready(), run.looked(), weights, static_cast<LayerPictures::Shown>(shown_), gradients_, ui);
}

float LayersCard::height(const Ui& ui, float width) const {
  const auto rows = static_cast<float>(std::max<std::size_t>(layers_.rows().size(), 4));
  return 2 * space::k4 + header_height(ui, width - 2 * space::k4) + space::k2 + rows * (kReadableRow + kRowGap);
}

std::string LayersCard::name_of(const Ui& ui, const Run& run, const LayerRow& row) const {
  if (row.node == 0) return ui.t(kLayersText.picture);
  const std::vector<NodeInfo>& nodes = run.ready().nodes;
  const NodeInfo& node = nodes[static_cast<std::size_t>(row.weights_node >= 0 ? row.weights_node : row.node)];
  const Info* info = find_layer_info(node.type);
  return info ? ui.t(info->label) : node.type;
}

int LayersCard::pictures_of(const Run& run, const LayerRow& row) const {
  int count = row.channels;
  if (shown_ == LayerPictures::kFilters && row.weights_node >= 0) {
    const NodeInfo& node = run.ready().nodes[static_cast<std::size_t>(row.weights_node)];
    count = static_cast<int>(run.ready().parameters[static_cast<std::size_t>(node.weight)].shape[0]);
  }
  return std::min(count, layers_.atlas().count() - row.first_picture);
}

/// With its words where they fit beside the title.
void LayersCard::edit_button(Ui& ui, Rect& header, bool& edit) const {
  const char* words = ui.t(kLayersText.edit);
  const float wide = button_width(ui, words, true);
  const bool named = header.w > wide + ui.text_width(FontId::strong, ui.t(kLayersText.layers)) + 2 * space::k3;
  if (button(ui, "layers.edit", cut_right(header, named ? wide : header.h, space::k3),
             {.label = named ? words : nullptr,
              .icon = Icon::sliders,
              .kind = ButtonKind::quiet,
              .help = ui.t(kLayersText.edit_help)}))
    edit = true;
}

float LayersCard::choice_width(const Ui& ui, float width) const {
  const float widest = std::max(ui.text_width(FontId::small, ui.t(kLayersText.activations)),
                                ui.text_width(FontId::small, ui.t(kLayersText.filters)));
  return 2 * (widest + (width < 260 ? 14 : 20));  // a narrow card keeps room for its title
}

/// One line, or two when the switch for gradients has no place in the first.
float LayersCard::header_height(const Ui& ui, float width) const {
  const float line = ui.touch ? 36.f : 28.f;
  const float first = choice_width(ui, width) + toggle_width(ui, ui.t(kLayersText.gradients)) +
                      ui.text_width(FontId::strong, ui.t(kLayersText.layers)) + line + 4 * space::k3;
  return first <= width ? line : 2 * line + space::k1;
}

void LayersCard::draw_header(Ui& ui, Rect& content, bool* edit) {
  const float line = ui.touch ? 36.f : 28.f;
  Rect header = cut_top(content, header_height(ui, content.w), space::k2);
  Rect second = header;
  const bool two_lines = header.h > line;
  header = cut_top(second, line, space::k1);
  static constexpr const char* kIds[] = {"layers.activations", "layers.filters"};
  const char* labels[] = {ui.t(kLayersText.activations), ui.t(kLayersText.filters)};
  segmented(ui, cut_right(header, choice_width(ui, content.w), space::k3), kIds, labels, 2, shown_);
  const char* words = ui.t(kLayersText.gradients);
  Rect& line_of_switch = two_lines ? second : header;
  toggle(ui, "layers.gradients", cut_right(line_of_switch, toggle_width(ui, words), space::k3), words, gradients_,
         ui.t(kLayersText.gradients_help));
  if (edit != nullptr) edit_button(ui, header, *edit);
  if (const char* title = ui.t(kLayersText.layers); header.w > ui.text_width(FontId::strong, title))
    ui.text("layers.title", header, title, FontId::strong, ui.theme->second);
}

std::span<const float> LayersCard::numbers(const Run& run, const LayerRow& row) const {
  return layers_.numbers(row, gradients_ ? run.looked().gradients : run.looked().activations);
}

void LayersCard::draw(Ui& ui, Run& run, const Rect& r, bool* edit) {
  Rect content = panel(ui, r);
  draw_header(ui, content, edit);
  run.look_at_gradients(gradients_, gradients_ && shown_ == LayerPictures::kFilters);
  const std::vector<LayerRow>& rows = layers_.rows();
  if (rows.empty()) return;
  const auto count = static_cast<float>(rows.size());
  const float height = std::min((content.h - kRowGap * (count - 1)) / count, kTallestRow);
  for (const LayerRow& row : rows)
    if (static_cast<std::size_t>(row.node) < run.ready().nodes.size())
      draw_row(ui, run, row, cut_top(content, height, kRowGap));
}

void LayersCard::draw_row(Ui& ui, const Run& run, const LayerRow& row, Rect r) {
  draw_label(ui, run, row, cut_left(r, kLabelWidth, space::k2));
  if (row.first_picture >= 0)
    draw_maps(ui, run, row, r);
  else
    draw_vector(ui, run, row, r);
}

void LayersCard::draw_label(Ui& ui, const Run& run, const LayerRow& row, const Rect& r) {
  const std::vector<NodeInfo>& nodes = run.ready().nodes;
  const bool weights = row.weights_node >= 0 && r.h >= 50, shape = r.h >= 32;
  const float lines = weights ? 50.f : shape ? 34.f : 18.f;
  Rect words{r.x, r.center_y() - lines / 2, r.w, lines};
  ui.text("layer.name", cut_top(words, 18), name_of(ui, run, row).c_str(), FontId::body, ui.theme->ink);
  if (shape)
    ui.text("layer.shape", cut_top(words, 16), shape_text(nodes[static_cast<std::size_t>(row.node)]).c_str(),
            FontId::small, ui.theme->second);
  if (!weights) return;
  const std::size_t count = weight_count(run.ready(), nodes[static_cast<std::size_t>(row.weights_node)]);
  ui.text("layer.weights", cut_top(words, 16),
          format_text(ui.t(kLayersText.weights), {format_count(static_cast<std::int64_t>(count)).text}).c_str(),
          FontId::small, ui.theme->second);
}

void LayersCard::draw_maps(Ui& ui, const Run& run, const LayerRow& row, const Rect& r) {
  const bool filters = shown_ == LayerPictures::kFilters && row.weights_node >= 0;
  int count = pictures_of(run, row);
  auto [tile, lines] = largest_tiles(count, r);
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
  const std::span<const float> all = numbers(run, row);
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
      range = format_text(ui.t(kLayersText.range), {format_value(low).text, format_value(high).text});
    }
    ui.hint(place, format_text(ui.t(kLayersText.channel), {name_of(ui, run, row), std::to_string(i + 1)}).c_str(),
            range.empty() ? nullptr : range.c_str());
  }
  if (hidden > 0)
    ui.text("layer.more", {r.right() - 30, r.y, 30, r.h},
            format_text(ui.t(kLayersText.more), {std::to_string(hidden)}).c_str(), FontId::small, ui.theme->second,
            Align::right);
}

/// A vector as a block of cells, one colour a number.
void LayersCard::draw_vector(Ui& ui, const Run& run, const LayerRow& row, const Rect& r) {
  const std::span<const float> values = numbers(run, row);
  if (values.empty()) return;
  float largest = 1e-12f;
  for (const float v : values) largest = std::max(largest, std::abs(v));
  const int lines = std::max(1, std::min(static_cast<int>(r.h / (kCell + 1)), (row.channels + 31) / 32));
  const int across = (row.channels + lines - 1) / lines;
  const float cell =
      std::min({r.w / static_cast<float>(across), row.channels <= 20 ? 22.f : 14.f, r.h / static_cast<float>(lines)});
  const float height = static_cast<float>(lines) * cell;
  for (int i = 0; i < row.channels; ++i) {
    const Rect place{r.x + static_cast<float>(i % across) * cell,
                     r.center_y() - height / 2 + static_cast<float>(i / across) * cell, cell - 1, cell - 1};
    ui.fill(place, ui.theme->diverge(values[static_cast<std::size_t>(i)] / largest), cell > 8 ? 2.f : 0.f);
  }
}

}  // namespace downhill
