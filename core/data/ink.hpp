#pragma once
#include <array>
#include <cstdint>
#include <span>

namespace downhill {

struct PlanePoint {
  float x;
  float y;
};

/// A piece of a stroke: straight, round at both ends.
struct InkSegment {
  PlanePoint from;
  PlanePoint to;
  float radius;
};

/// Segments drawn into a square of pixels by their distance: one distance for every pixel, the smallest of all
/// segments, so that crossing strokes do not add up and the order does not matter.
///   m = min over segments of |p - segment|^2 / radius^2,   ink = clamp((1 - sqrt m) radius / edge + 1/2, 0, 1)
/// Cost     no allocation; some 50 pixels a segment. Only + - * / and sqrt, so the same bytes on every machine
class InkField {
 public:
  static constexpr int kSide = 20;
  static constexpr int kStride = 28;  // rows are padded, because segments are drawn eight pixels at a time

  InkField() { squares_.fill(kFar); }
  void draw(const InkSegment& segment);
  /// `radius` is the pen's, `edge` the width of the grey border in pixels. Row by row, values in [0, 1].
  void develop(float radius, float edge, std::span<float, kSide * kSide> ink) const;

 private:
  static constexpr float kFar = 1e6f;
  std::array<float, kSide * kStride> squares_;
};

}  // namespace downhill
