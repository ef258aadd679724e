#pragma once

namespace downhill {

/// What a pressed pointer is up to. A finger scrolls as well as it sets, so its first few pixels decide, once:
/// sideways it sets, up or down it scrolls, unless it rested for a moment before.
enum class DragWay {
  mouse,     // or a pen: scrolls nothing, sets at once
  still,     // a finger that has not moved yet; let go now, it tapped
  rested,    // it stayed on its place for a while: now it may go anywhere
  sideways,  // it sets
  upright    // it scrolls
};

/// Watches ImGui's pointer; one for the whole interface.
class DragWatch {
 public:
  /// After ImGui::NewFrame(). Returns when it wants to look again, in ms; < 0: no need.
  double begin_frame(double now_ms);

  DragWay way() const { return way_; }
  /// What it went down on may follow it.
  bool leads() const { return leads(way_); }
  /// In this frame it began to; where it went down is ImGuiIO::MouseClickedPos.
  bool begins() const { return leads() && (pressed_ || !leads(before_)); }
  bool tapped() const { return way_ == DragWay::still; }

 private:
  static bool leads(DragWay way) { return way != DragWay::still && way != DragWay::upright; }
  DragWay look(double now_ms) const;

  DragWay way_ = DragWay::mouse;
  DragWay before_ = DragWay::mouse;
  bool pressed_ = false;
  double since_ms_ = 0;
};

}  // namespace downhill
