#pragma once
#include <span>
#include <vector>

#include "core/session/protocol.hpp"
#include "shell/app/ui.hpp"

namespace downhill {

/// A picture in bytes drawn as ink on paper: theme.panel to theme.ink.
Color ink_color(const Theme& theme, float ink);

/// Small pictures of any size in one texture, coloured on the CPU and uploaded together.
class PictureAtlas {
 public:
  explicit PictureAtlas(TextureSlot slot) : slot_(slot) {}

  void clear();
  /// Adds a picture of width x height; returns its index. `color` is called for every pixel.
  template <class Paint>
  int add(int width, int height, Paint color) {
    const int index = place(width, height);
    const Cell& cell = cells_[static_cast<std::size_t>(index)];
    for (int y = 0; y < height; ++y)
      for (int x = 0; x < width; ++x)
        pixels_[static_cast<std::size_t>((cell.y + y) * kWidth + cell.x + x)] = color(y * width + x);
    return index;
  }
  void upload(TextureStore& textures);
  int count() const { return static_cast<int>(cells_.size()); }
  void draw(Ui& ui, int index, const Rect& r, float radius = 2) const;

 private:
  static constexpr int kWidth = 1024;
  struct Cell {
    int x, y, width, height;
  };
  int place(int width, int height);

  TextureSlot slot_;
  std::vector<Cell> cells_;
  std::vector<std::uint32_t> pixels_;
  int x_ = 0, y_ = 0, shelf_ = 0;
};

/// One row of the picture of a network: a layer that is worth showing.
struct LayerRow {
  int node = 0;            // index into Ready::nodes: whose numbers are shown (a layer's activation, not its sums)
  int weights_node = -1;   // the layer with the weights behind it; -1: none
  int first_picture = -1;  // in the atlas; -1: a vector, drawn as cells
  int channels = 0, height = 0, width = 0;
  std::size_t first_number = 0;  // of its activations
};

/// The layers of a network with what they make of one picture. Layers that only pass on (activations, dropout, flatten)
/// are shown with the layer before them.
class LayerPictures {
 public:
  LayerPictures() : atlas_(TextureSlot::layers) {}

  enum Shown { kActivations, kFilters };

  /// `weights`: all parameters, or their gradients; `gradients`: those of what the layers give, instead of the numbers.
  void set(const Ready& ready, const Looked& looked, const std::vector<float>& weights, Shown shown, bool gradients,
           Ui& ui);
  const std::vector<LayerRow>& rows() const { return rows_; }
  const PictureAtlas& atlas() const { return atlas_; }
  /// A row's part of Looked::activations or gradients.
  std::span<const float> numbers(const LayerRow& row, std::span<const float> of_all) const;

 private:
  void find_rows(const std::vector<NodeInfo>& nodes);
  void add_maps(LayerRow& row, std::span<const float> numbers, bool ink, const Theme& theme);
  void add_filters(LayerRow& row, const Ready& ready, const std::vector<float>& parameters, const Theme& theme);

  std::vector<LayerRow> rows_;
  PictureAtlas atlas_;
};

}  // namespace downhill
