#include "shell/platform/web/web_input.hpp"

#include <cfloat>
#include <string_view>

#include "imgui.h"
#include "imgui_internal.h"

namespace downhill {
namespace {

struct KeyName {
  std::string_view code;
  ImGuiKey key;
};

// The keys that mean something in the canvas; all others stay the browser's.
constexpr KeyName kKeys[] = {
    {"Tab", ImGuiKey_Tab},
    {"ArrowLeft", ImGuiKey_LeftArrow},
    {"ArrowRight", ImGuiKey_RightArrow},
    {"ArrowUp", ImGuiKey_UpArrow},
    {"ArrowDown", ImGuiKey_DownArrow},
    {"PageUp", ImGuiKey_PageUp},
    {"PageDown", ImGuiKey_PageDown},
    {"Home", ImGuiKey_Home},
    {"End", ImGuiKey_End},
    {"Insert", ImGuiKey_Insert},
    {"Delete", ImGuiKey_Delete},
    {"Backspace", ImGuiKey_Backspace},
    {"Space", ImGuiKey_Space},
    {"Enter", ImGuiKey_Enter},
    {"NumpadEnter", ImGuiKey_KeypadEnter},
    {"Escape", ImGuiKey_Escape},
    {"Minus", ImGuiKey_Minus},
    {"Equal", ImGuiKey_Equal},
    {"NumpadAdd", ImGuiKey_KeypadAdd},
    {"NumpadSubtract", ImGuiKey_KeypadSubtract},
};

ImGuiKey find_key(std::string_view code) {
  for (const KeyName& entry : kKeys)
    if (entry.code == code) return entry.key;
  if (code.size() == 4 && code.starts_with("Key") && code[3] >= 'A' && code[3] <= 'Z')
    return static_cast<ImGuiKey>(ImGuiKey_A + (code[3] - 'A'));
  if (code.size() == 6 && code.starts_with("Digit") && code[5] >= '0' && code[5] <= '9')
    return static_cast<ImGuiKey>(ImGuiKey_0 + (code[5] - '0'));
  return ImGuiKey_None;
}

bool can_scroll(float position, float maximum, float delta) {
  return maximum > 0 && (delta > 0 ? position > 0 : position < maximum);
}

}  // namespace

void feed_pointer(PointerChange change, float x, float y, int button, int kind) {
  ImGuiIO& io = ImGui::GetIO();
  constexpr ImGuiMouseSource kSources[] = {ImGuiMouseSource_Mouse, ImGuiMouseSource_TouchScreen, ImGuiMouseSource_Pen};
  io.AddMouseSourceEvent(kSources[kind < 0 || kind > 2 ? 0 : kind]);
  if (change == PointerChange::leave) {
    io.AddMousePosEvent(-FLT_MAX, -FLT_MAX);
    return;
  }
  io.AddMousePosEvent(x, y);
  if (change != PointerChange::move) io.AddMouseButtonEvent(button, change == PointerChange::down);
}

bool wheel_is_wanted(float dx, float dy) {
  for (const ImGuiWindow* window = ImGui::GetCurrentContext()->HoveredWindow; window; window = window->ParentWindow) {
    if (window->Flags & (ImGuiWindowFlags_NoScrollWithMouse | ImGuiWindowFlags_NoMouseInputs)) continue;
    if (dy != 0 && can_scroll(window->Scroll.y, window->ScrollMax.y, dy)) return true;
    if (dx != 0 && can_scroll(window->Scroll.x, window->ScrollMax.x, dx)) return true;
  }
  return false;
}

void feed_wheel(float dx, float dy) {
  ImGui::GetIO().AddMouseWheelEvent(dx, dy);
}

bool feed_key(const char* code, bool down, int modifiers) {
  const ImGuiKey key = find_key(code);
  ImGuiIO& io = ImGui::GetIO();
  io.AddKeyEvent(ImGuiMod_Ctrl, modifiers & 1);
  io.AddKeyEvent(ImGuiMod_Shift, modifiers & 2);
  io.AddKeyEvent(ImGuiMod_Alt, modifiers & 4);
  io.AddKeyEvent(ImGuiMod_Super, modifiers & 8);
  if (key == ImGuiKey_None) return false;
  io.AddKeyEvent(key, down);
  return true;
}

}  // namespace downhill
