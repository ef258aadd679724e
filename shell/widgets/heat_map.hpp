#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "shell/app/ui.hpp"

namespace downhill {

/// How numbers become the [-1, 1] of the diverging scale.
enum class HeatScale {
  unit,     // as they are: tanh, sigmoid, readouts
  largest,  // divided by the largest size in the map: inputs, ReLU
};

/// Heat maps of many neurons in one texture: square cells, coloured on the CPU by a table, uploaded together.
class HeatMaps {
 public:
  /// Makes room for `count` maps of `side` x `side`.
  void resize(int count, int side);
  void set(int index, std::span<const float> values, HeatScale scale, const Theme& theme);
  void set_blank(int index, const Theme& theme);
  void upload(TextureStore& textures);

  int count() const { return count_; }
  void draw(Ui& ui, int index, const Rect& r, float radius, float opacity = 1) const;

 private:
  std::uint32_t* cell(int index);

  std::vector<std::uint32_t> pixels_;
  int count_ = 0;
  int side_ = 0;
  int columns_ = 16;
  int width_ = 0;
  int height_ = 0;
};

/// The large picture of the output (or of one neuron): values are interpolated first and coloured afterwards, so the
/// border between classes stays sharp when enlarged.
class SurfacePicture {
 public:
  /// `outputs` planes of side x side: 1 = diverging, several = class probabilities.
  void set(std::span<const float> values, int outputs, int side, HeatScale scale, bool discrete, const Theme& theme);
  void set_blank(const Theme& theme);
  void upload(TextureStore& textures);
  void draw(Ui& ui, const Rect& r, float radius) const;

 private:
  std::vector<std::uint32_t> pixels_;
  int side_ = 0;
};

}  // namespace downhill
