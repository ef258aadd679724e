#pragma once

namespace downhill {

/// A rectangle in logical pixels (ImGui coordinates), y downwards.
struct Rect {
  float x = 0;
  float y = 0;
  float w = 0;
  float h = 0;

  float right() const { return x + w; }
  float bottom() const { return y + h; }
  float center_x() const { return x + w / 2; }
  float center_y() const { return y + h / 2; }
  bool contains(float px, float py) const { return px >= x && px < right() && py >= y && py < bottom(); }
  bool overlaps(const Rect& o) const { return x < o.right() && o.x < right() && y < o.bottom() && o.y < bottom(); }

  Rect inset(float d) const { return {x + d, y + d, w - 2 * d, h - 2 * d}; }
  Rect inset(float dx, float dy) const { return {x + dx, y + dy, w - 2 * dx, h - 2 * dy}; }
};

/// Layouts are written by cutting: each call takes a strip off `rest` and returns it.
inline Rect cut_top(Rect& rest, float height, float gap = 0) {
  const Rect strip{rest.x, rest.y, rest.w, height};
  rest.y += height + gap;
  rest.h -= height + gap;
  return strip;
}
inline Rect cut_bottom(Rect& rest, float height, float gap = 0) {
  const Rect strip{rest.x, rest.bottom() - height, rest.w, height};
  rest.h -= height + gap;
  return strip;
}
inline Rect cut_left(Rect& rest, float width, float gap = 0) {
  const Rect strip{rest.x, rest.y, width, rest.h};
  rest.x += width + gap;
  rest.w -= width + gap;
  return strip;
}
inline Rect cut_right(Rect& rest, float width, float gap = 0) {
  const Rect strip{rest.right() - width, rest.y, width, rest.h};
  rest.w -= width + gap;
  return strip;
}

}  // namespace downhill
