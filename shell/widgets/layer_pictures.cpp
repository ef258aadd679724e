#include "shell/widgets/layer_pictures.hpp"

#include <algorithm>
#include <cmath>

namespace downhill {
namespace {

constexpr int kLargestSide = 256;
constexpr int kMostFilters = 64;  // of a layer, in pictures

/// A layer that changes no shape and learns nothing says the same as the one before it, later.
bool passes_on(const NodeInfo& node, const NodeInfo& before) {
  return node.weight < 0 && node.units == before.units;
}

float largest_of(std::span<const float> numbers) {
  float largest = 0;
  for (const float v : numbers)
    if (std::isfinite(v)) largest = std::max(largest, std::fabs(v));
  return largest > 1e-12f ? largest : 1;
}

}  // namespace

Color ink_color(const Theme& theme, float ink) {
  return mix(theme.panel, theme.ink, std::clamp(ink, 0.f, 1.f));
}

void PictureAtlas::clear() {
  cells_.clear();
  x_ = y_ = shelf_ = 0;
}

/// Left to right, shelf by shelf, with a pixel between: linear filtering must not reach the neighbour.
int PictureAtlas::place(int width, int height) {
  if (x_ + width > kWidth) {
    x_ = 0;
    y_ += shelf_ + 1;
    shelf_ = 0;
  }
  cells_.push_back({x_, y_, width, height});
  x_ += width + 1;
  shelf_ = std::max(shelf_, height);
  const std::size_t wanted = static_cast<std::size_t>(kWidth) * static_cast<std::size_t>(y_ + shelf_ + 1);
  if (pixels_.size() < wanted) pixels_.resize(wanted);
  return static_cast<int>(cells_.size()) - 1;
}

void PictureAtlas::upload(TextureStore& textures) {
  if (!pixels_.empty()) textures.upload(slot_, kWidth, static_cast<int>(pixels_.size() / kWidth), pixels_.data());
}

void PictureAtlas::draw(Ui& ui, int index, const Rect& r, float radius) const {
  void* texture = ui.textures.handle(slot_);
  if (!texture || index < 0 || index >= count()) return ui.fill(r, ui.theme->zero, radius);
  const Cell& c = cells_[static_cast<std::size_t>(index)];
  const float w = 1.f / kWidth, h = static_cast<float>(kWidth) / static_cast<float>(pixels_.size());
  const ImVec2 from{(static_cast<float>(c.x) + 0.5f) * w, (static_cast<float>(c.y) + 0.5f) * h};
  const ImVec2 to{(static_cast<float>(c.x + c.width) - 0.5f) * w, (static_cast<float>(c.y + c.height) - 0.5f) * h};
  ui.draw().AddImageRounded(texture, {r.x, r.y}, {r.right(), r.bottom()}, from, to, 0xFFFFFFFFu, radius);
}

void LayerPictures::find_rows(const std::vector<NodeInfo>& nodes) {
  rows_.clear();
  std::size_t number = 0;
  for (std::size_t i = 0; i < nodes.size(); ++i) {
    const NodeInfo& node = nodes[i];
    const bool image = node.shape.size() == 3 && node.shape[1] <= kLargestSide && node.shape[2] <= kLargestSide;
    LayerRow row{.node = static_cast<int>(i),
                 .weights_node = node.weight >= 0 ? static_cast<int>(i) : -1,
                 .channels = static_cast<int>(image ? node.shape[0] : node.units),
                 .height = static_cast<int>(image ? node.shape[1] : 1),
                 .width = static_cast<int>(image ? node.shape[2] : 1),
                 .first_number = number};
    if (i > 1 && passes_on(node, nodes[i - 1])) {
      row.weights_node = rows_.back().weights_node;
      rows_.back() = row;
    } else {
      rows_.push_back(row);
    }
    number += node.units;
  }
}

std::span<const float> LayerPictures::numbers(const LayerRow& row, std::span<const float> of_all) const {
  const auto count = static_cast<std::size_t>(row.channels * row.height * row.width);
  if (row.first_number + count > of_all.size()) return {};
  return of_all.subspan(row.first_number, count);
}

/// The kernels [units, channels, K, K] of a layer; of several channels the first is shown.
void LayerPictures::add_filters(LayerRow& row, const Ready& ready, const std::vector<float>& parameters,
                                const Theme& theme) {
  const NodeInfo& node = ready.nodes[static_cast<std::size_t>(row.weights_node)];
  const ParameterInfo& weight = ready.parameters[static_cast<std::size_t>(node.weight)];
  if (weight.shape.size() != 4) return;
  const std::size_t cells = std::size_t(weight.shape[2]) * weight.shape[3];
  const std::size_t filter = cells * weight.shape[1];
  const std::size_t count = std::min<std::size_t>(weight.shape[0], kMostFilters);
  if (weight.offset + count * filter > parameters.size()) return;
  row.first_picture = atlas_.count();
  for (std::size_t f = 0; f < count; ++f) {
    const std::span<const float> w = std::span(parameters).subspan(weight.offset + f * filter, cells);
    const float k = 1 / largest_of(w);
    // Enlarged by whole cells: the edges of a kernel's numbers stay sharp.
    constexpr int kCell = 4;
    const int side_w = static_cast<int>(weight.shape[3]), side_h = static_cast<int>(weight.shape[2]);
    atlas_.add(side_w * kCell, side_h * kCell, [&](int at) {
      const int x = at % (side_w * kCell) / kCell, y = at / (side_w * kCell) / kCell;
      return theme.diverge(w[static_cast<std::size_t>(y * side_w + x)] * k);
    });
  }
}

void LayerPictures::add_maps(LayerRow& row, std::span<const float> all, bool ink, const Theme& theme) {
  const auto cells = static_cast<std::size_t>(row.height * row.width);
  const float k = 1 / largest_of(all);
  row.first_picture = atlas_.count();
  for (int c = 0; c < row.channels; ++c) {
    const std::span<const float> map = all.subspan(static_cast<std::size_t>(c) * cells, cells);
    atlas_.add(row.width, row.height, [&](int at) {
      const float v = map[static_cast<std::size_t>(at)];
      return ink ? ink_color(theme, v) : theme.diverge(v * k);
    });
  }
}

void LayerPictures::set(const Ready& ready, const Looked& looked, const std::vector<float>& weights, Shown shown,
                        bool gradients, Ui& ui) {
  find_rows(ready.nodes);
  atlas_.clear();
  for (LayerRow& row : rows_) {
    if (shown == kFilters && row.weights_node >= 0) {
      add_filters(row, ready, weights, *ui.theme);
      continue;
    }
    if (row.height * row.width == 1) continue;
    // The picture itself always stands first: others draw it from here.
    if (const auto ink = numbers(row, looked.activations); row.node == 0 && !ink.empty())
      add_maps(row, ink, true, *ui.theme);
    if (row.node == 0 && !gradients) continue;
    const std::span<const float> all = numbers(row, gradients ? looked.gradients : looked.activations);
    if (!all.empty()) add_maps(row, all, false, *ui.theme);
  }
  atlas_.upload(ui.textures);
}

}  // namespace downhill
