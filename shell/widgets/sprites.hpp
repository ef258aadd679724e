#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "shell/app/ui.hpp"

namespace downhill {

struct Point;

/// Small pictures made once for a theme and a scale: thumbnails of all data sets, and the discs of which points are
/// drawn (a picture each instead of a hundred triangles each).
class Sprites {
 public:
  /// Renews the texture when theme or scale differ from the last call.
  void prepare(Ui& ui);

  void draw_thumbnail(Ui& ui, int dataset, const Rect& r, float radius) const;

  /// A data point: a filled disc with a rim in the panel's colour; `hollow`: a ring (points for testing).
  void draw_point(ImDrawList& list, float x, float y, float radius, Color color, Color rim, bool hollow) const;

 private:
  static constexpr int kThumb = 128;  // pixels of a thumbnail
  static constexpr int kDisc = 32;
  static constexpr int kColumns = 4;

  void paint_thumbnail(int index, const Theme& theme);
  void paint_discs();
  void blend_disc(float x, float y, float radius, Color color, int left, int top);

  std::vector<std::uint32_t> pixels_;
  int width_ = 0;
  int height_ = 0;
  const Theme* theme_ = nullptr;
};

}  // namespace downhill
