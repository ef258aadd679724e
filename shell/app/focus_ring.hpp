#pragma once
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace downhill {

/// Keyboard focus over the controls of a frame, in the order in which they are drawn, unless that is not how they stand.
///
/// Tab and Shift+Tab walk; the ring is shown only after the keyboard was used, as browsers do. Behind the last
/// control the focus leaves the canvas.
class FocusRing {
 public:
  using Id = std::uint32_t;

  void begin_frame() { order_.clear(); }
  void add(Id id) { order_.push_back(id); }

  /// Where the next control comes; for the two below.
  std::size_t mark() const { return order_.size(); }
  /// Those since `mark` were drawn from right to left.
  void turn_round(std::size_t mark) { std::reverse(order_.begin() + static_cast<std::ptrdiff_t>(mark), order_.end()); }
  /// Those since `later` stand before those between the marks.
  void bring_forward(std::size_t earlier, std::size_t later) {
    std::rotate(order_.begin() + static_cast<std::ptrdiff_t>(earlier),
                order_.begin() + static_cast<std::ptrdiff_t>(later), order_.end());
  }

  /// Is it this control's turn? Visible only after keyboard use.
  bool has(Id id) const { return id == focused_; }
  bool visible() const { return visible_ && focused_ != 0; }
  /// Does any control have the keyboard, ring or not?
  bool taken() const { return focused_ != 0; }

  /// A pointer took the control: keys go to it, but no ring is drawn.
  void take(Id id) {
    focused_ = id;
    visible_ = false;
  }
  void clear() {
    focused_ = 0;
    visible_ = false;
  }

  /// Would the next Tab walk out of the canvas?
  bool leaves(bool backwards) const;
  /// Moves on; false when it walked out. The move is seen in the next frame.
  bool move(bool backwards);

  /// Walking moved the focus and its control has not been drawn since: it should scroll itself into view.
  bool just_moved() const { return just_moved_; }
  void shown() { just_moved_ = false; }

 private:
  std::vector<Id> order_;
  Id focused_ = 0;
  bool visible_ = false;
  bool just_moved_ = false;
};

}  // namespace downhill
