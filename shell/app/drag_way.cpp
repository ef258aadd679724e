#include "shell/app/drag_way.hpp"

#include <cmath>

#include "imgui.h"

namespace downhill {
namespace {

constexpr double kRestMs = 450;  // as long as a press that asks for help
constexpr float kSlop = 6;       // pixels; scroll areas start at 8

}  // namespace

double DragWatch::begin_frame(double now_ms) {
  const ImGuiIO& io = ImGui::GetIO();
  before_ = way_;
  pressed_ = io.MouseClicked[ImGuiMouseButton_Left];
  if (pressed_) {
    way_ = io.MouseSource == ImGuiMouseSource_TouchScreen ? DragWay::still : DragWay::mouse;
    since_ms_ = now_ms;
  }
  if (way_ != DragWay::still || !(io.MouseDown[ImGuiMouseButton_Left] || io.MouseReleased[ImGuiMouseButton_Left]))
    return -1;
  way_ = look(now_ms);
  return way_ == DragWay::still ? since_ms_ + kRestMs : -1;
}

DragWay DragWatch::look(double now_ms) const {
  const ImGuiIO& io = ImGui::GetIO();
  const float dx = std::fabs(io.MousePos.x - io.MouseClickedPos[ImGuiMouseButton_Left].x);
  const float dy = std::fabs(io.MousePos.y - io.MouseClickedPos[ImGuiMouseButton_Left].y);
  if (dx > kSlop || dy > kSlop) return dx > dy ? DragWay::sideways : DragWay::upright;
  return now_ms - since_ms_ >= kRestMs && io.MouseDown[ImGuiMouseButton_Left] ? DragWay::rested : DragWay::still;
}

}  // namespace downhill
