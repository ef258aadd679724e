#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "core/data/augment.hpp"
#include "shell/app/run.hpp"
#include "shell/app/ui.hpp"
#include "shell/widgets/layer_pictures.hpp"

namespace downhill {

/// What happens to a picture before the network learns from it: augmentation with a live preview on a training picture
/// (it leaves those for testing alone), and how bytes become numbers. Part of the digits lab's left column.
class DataPanel {
 public:
  /// The button that shows the panel, beside the title. With augmentation it is always shown.
  void draw_button(Ui& ui, const Run& run, const Rect& r);
  /// At the top of `rest`, whose height it takes off.
  void draw(Ui& ui, Run& run, Rect& rest);
  float height(const Ui& ui, const Run& run, float width) const;
  /// Which picture the preview shows; nullopt: none yet.
  std::optional<std::uint32_t> previewed() const { return previewed_; }

 private:
  static constexpr int kVariants = 3;

  void draw_switch(Ui& ui, Run& run, Rect& rest);
  void draw_preview(Ui& ui, const Rect& r);
  void draw_histogram(Ui& ui, const Run& run, const Rect& r) const;
  void refresh(Ui& ui, Run& run);

  struct Seen {
    std::uint64_t seed = 0;
    const Theme* theme = nullptr;
    std::vector<std::uint8_t> pixels;
    std::vector<double> options;
    bool operator==(const Seen&) const = default;
  } seen_;
  bool shown_ = false;
  bool open_ = false;  // the sliders of augmentation
  std::uint64_t seed_ = 1;
  std::optional<std::uint32_t> previewed_;
  PictureAtlas atlas_{TextureSlot::augmented};
};

}  // namespace downhill
