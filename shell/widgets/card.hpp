#pragma once
#include "shell/app/ui.hpp"

namespace downhill {

/// A panel with one title. Returns what is left for its content; `header` (if given) gets the strip beside the title.
Rect card(Ui& ui, const Rect& r, const char* id, const char* title, Rect* header = nullptr);

/// The same without a title. Returns the inside.
Rect panel(Ui& ui, const Rect& r);

/// Text over several lines that has just this box; when it needs more, that is recorded under `id` as for any label.
void boxed_text(Ui& ui, const char* id, const Rect& box, const char* text, FontId font, Color color);

/// Height that a card's frame and title take away from its content.
inline constexpr float kCardTitleHeight = 22;
float card_overhead();

}  // namespace downhill
