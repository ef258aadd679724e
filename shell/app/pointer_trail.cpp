#include "shell/app/pointer_trail.hpp"

#include "imgui_internal.h"

namespace downhill {
namespace {

bool is_left_button(const ImGuiInputEvent& event) {
  return event.Type == ImGuiInputEventType_MouseButton && event.MouseButton.Button == ImGuiMouseButton_Left;
}

/// What the first change of the frame is not, the button was before it.
bool pressed_before(const ImGuiContext& context) {
  for (const ImGuiInputEvent& event : context.InputEventsTrail)
    if (is_left_button(event)) return !event.MouseButton.Down;
  return context.IO.MouseDown[ImGuiMouseButton_Left];
}

}  // namespace

std::vector<ImVec2> pressed_trail() {
  const ImGuiContext& context = *ImGui::GetCurrentContext();
  std::vector<ImVec2> trail;
  bool pressed = pressed_before(context);
  ImVec2 place = context.IO.MousePosPrev;
  for (const ImGuiInputEvent& event : context.InputEventsTrail) {
    if (event.Type == ImGuiInputEventType_MousePos) {
      place = {event.MousePos.PosX, event.MousePos.PosY};
      if (pressed) trail.push_back(place);
    } else if (is_left_button(event)) {
      pressed = event.MouseButton.Down;
      if (pressed) trail.push_back(place);
    }
  }
  return trail;
}

}  // namespace downhill
