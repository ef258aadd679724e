#pragma once
#include "shell/app/ui.hpp"

namespace downhill {

/// How much a button asks for attention. One primary button a screen: Play.
enum class ButtonKind { primary, outlined, quiet };

struct ButtonSpec {
  const char* label = nullptr;
  Icon icon = Icon{};
  ButtonKind kind = ButtonKind::outlined;
  bool enabled = true;
  bool on = false;  // pressed in (a menu that is open, a toggle)
  const char* help = nullptr;
};

/// A button with an icon, a label or both, filling `r`. true: clicked.
bool button(Ui& ui, const char* id, const Rect& r, const ButtonSpec& spec);

/// Width a button with this label (and icon) wants.
float button_width(const Ui& ui, const char* label, bool with_icon);

/// A pill: a small choice in a card's header. `accent`: it adds something.
bool chip(Ui& ui, const char* id, const Rect& r, const char* label, bool accent, Icon icon = Icon{},
          const char* help = nullptr);
float chip_width(const Ui& ui, const char* label, bool with_icon);

/// A switch with its label at the right. true: it was changed.
bool toggle(Ui& ui, const char* id, const Rect& r, const char* label, bool& on, const char* help = nullptr);
float toggle_width(const Ui& ui, const char* label);

/// One of a few, side by side in one frame: "Loss | Accuracy". Ids are `ids[i]`. true: changed.
bool segmented(Ui& ui, const Rect& r, const char* const* ids, const char* const* labels, int count, int& chosen);

}  // namespace downhill
