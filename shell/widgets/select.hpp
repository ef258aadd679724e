#pragma once
#include <vector>

#include "shell/app/ui.hpp"

namespace downhill {

struct SelectItem {
  const char* value;  // its name in files and ids
  const char* label;
  const char* help = nullptr;
  Icon icon = Icon{};
};

/// What a list would look like; an empty one is not drawn.
enum class SelectLook { field, pill };

/// The chosen item in a frame; a click opens the list, arrow keys change it. Entries are "<id>.<value>".
/// Returns the index that was chosen now, or -1.
int select(Ui& ui, const char* id, const Rect& r, const std::vector<SelectItem>& items, int current,
           SelectLook look = SelectLook::field, const char* title = nullptr, const char* help = nullptr);

/// A list under `anchor` while the popup `id` is open (ImGui::OpenPopup). Returns the chosen index or -1.
int popup_list(Ui& ui, const char* id, const Rect& anchor, const std::vector<SelectItem>& items, int current);

}  // namespace downhill
