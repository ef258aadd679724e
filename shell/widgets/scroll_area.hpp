#pragma once
#include "shell/app/ui.hpp"

namespace downhill {

/// A part of the screen that scrolls when its content is higher than it is, by wheel or finger.
///   ScrollArea scroll(ui, "scroll.controls", view, content_height);
///   ... draw into scroll.content() ...                                 // to the end of the scope
/// On a touch screen the content keeps a margin to the edges.
class ScrollArea {
 public:
  ScrollArea(Ui& ui, const char* id, const Rect& area, float content_height);
  ~ScrollArea();
  ScrollArea(const ScrollArea&) = delete;
  ScrollArea& operator=(const ScrollArea&) = delete;

  const Rect& content() const { return content_; }

 private:
  Ui& ui_;
  Rect area_;
  Rect content_;
};

/// The margin on a touch screen.
inline constexpr float kScrollMargin = 10;

}  // namespace downhill
