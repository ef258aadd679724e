// The keyboard of the whole application; what belongs to a focused control is in Ui::control().
#include "imgui.h"
#include "shell/app/app_state.hpp"

namespace downhill {

void App::State::handle_keys() {
  if (ui.text_field_open()) return;
  const ImGuiIO& io = ImGui::GetIO();
  const auto pressed = [](ImGuiKey key) { return ImGui::IsKeyPressed(key, false); };

  if (pressed(ImGuiKey_Tab) && !io.KeyCtrl && !io.KeyAlt) {
    if (!ui.focus.move(io.KeyShift)) host.release_focus(io.KeyShift);
    return;
  }
  if (pressed(ImGuiKey_Escape) && !ui.popup_open()) {
    ui.focus.clear();
    host.release_focus(false);
    return;
  }
  // Cmd on a Mac arrives as Super.
  const bool command = (io.KeyCtrl || io.KeySuper) && lab_info->needs_engine;
  if (command && ImGui::IsKeyPressed(ImGuiKey_Z)) {
    io.KeyShift ? redo() : undo();
    return;
  }
  if (command && ImGui::IsKeyPressed(ImGuiKey_Y)) {
    redo();
    return;
  }
  if (io.KeyCtrl || io.KeyAlt || io.KeySuper || ui.popup_open()) return;
  if (pressed(ImGuiKey_Space)) toggle_play();
  // The right arrow is a step as long as no control has the arrows.
  const bool arrows_free = !ui.focus.visible() && !ui.focus.taken();
  const bool step = ImGui::IsKeyPressed(ImGuiKey_S) || (arrows_free && ImGui::IsKeyPressed(ImGuiKey_RightArrow));
  if (step) lab_info->needs_engine ? run.step() : lab->press(LabKey::step);
  const bool back = ImGui::IsKeyPressed(ImGuiKey_B) || (arrows_free && ImGui::IsKeyPressed(ImGuiKey_LeftArrow));
  if (back && !lab_info->needs_engine) lab->press(LabKey::back);
  if (pressed(ImGuiKey_R)) lab_info->needs_engine ? run.reset() : lab->press(LabKey::reset);
  if (pressed(ImGuiKey_T)) set_theme(ui.theme == &dark_theme() ? light_theme() : dark_theme());
  if (pressed(ImGuiKey_L)) set_language(ui.language == Language::en ? Language::zh : Language::en);
  for (int i = 0; i < static_cast<int>(lab->tabs().size()) && i < 9; ++i)
    if (pressed(static_cast<ImGuiKey>(ImGuiKey_1 + i))) tab = i;
}

}  // namespace downhill
