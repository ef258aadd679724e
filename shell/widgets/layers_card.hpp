#pragma once
#include <string>

#include "shell/app/run.hpp"
#include "shell/widgets/layer_pictures.hpp"

namespace downhill {

/// A card with every layer of the run's network and what it makes of the picture that is looked at: feature maps, or
/// the filters themselves; or the gradient of the loss with respect to either.
class LayersCard {
 public:
  /// Paints anew when something changed; before draw() and before atlas() is used.
  void refresh(Ui& ui, const Run& run);
  /// `edit`: becomes true when the user wants to change the layers; nullptr: not offered here.
  void draw(Ui& ui, Run& run, const Rect& r, bool* edit = nullptr);
  /// The height at which a phone can read every row.
  float height(const Ui& ui, float width) const;
  /// Picture 0 is the one that goes into the network.
  const PictureAtlas& atlas() const { return layers_.atlas(); }

 private:
  void draw_header(Ui& ui, Rect& content, bool* edit);
  float header_height(const Ui& ui, float width) const;
  float choice_width(const Ui& ui, float width) const;
  std::span<const float> numbers(const Run& run, const LayerRow& row) const;
  void edit_button(Ui& ui, Rect& header, bool& edit) const;
  void draw_row(Ui& ui, const Run& run, const LayerRow& row, Rect r);
  void draw_label(Ui& ui, const Run& run, const LayerRow& row, const Rect& r);
  void draw_maps(Ui& ui, const Run& run, const LayerRow& row, const Rect& r);
  void draw_vector(Ui& ui, const Run& run, const LayerRow& row, const Rect& r);
  std::string name_of(const Ui& ui, const Run& run, const LayerRow& row) const;
  int pictures_of(const Run& run, const LayerRow& row) const;

  struct Seen {
    std::uint64_t looks = ~0ull;
    std::uint64_t version = ~0ull;
    std::uint64_t readies = 0;  // rows are those of a network: none may outlive it
    const Theme* theme = nullptr;
    int shown = -1;
    bool gradients = false;
    bool operator==(const Seen&) const = default;
  } seen_;
  int last_frame_ = -1;
  LayerPictures layers_;
  int shown_ = 0;  // LayerPictures::Shown
  bool gradients_ = false;
};

}  // namespace downhill
