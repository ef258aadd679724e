#pragma once
#include <algorithm>

#include "shell/app/theme.hpp"
#include "shell/widgets/card.hpp"
#include "shell/widgets/scroll_area.hpp"

namespace downhill {

/// The settings of a lab that has the page for itself, as a tab of the phone.
///   height(width) -> how high they are; draw(rect)
template <class Height, class Draw>
void settings_tab(Ui& ui, const Rect& area, Height height, Draw draw) {
  const ScrollArea scroll(ui, "scroll.settings", area, height(area.w - 2 * (kScrollMargin + space::k4)) + space::k4);
  draw(scroll.content());
}

/// The same as a column that is cut off the left of `rest`.
template <class Height, class Draw>
void settings_column(Ui& ui, Rect& rest, float gap, Height height, Draw draw) {
  const Rect left = cut_left(rest, std::clamp(rest.w * 0.17f, 216.f, 268.f), gap);
  const Rect inside = panel(ui, left);
  const ScrollArea scroll(ui, "scroll.settings", left.inset(1), height(inside.w));
  draw(scroll.content());
}

}  // namespace downhill
