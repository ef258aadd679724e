#pragma once
#include "shell/labs/lab.hpp"

namespace downhill {

/// The clock of a lab without an engine: walks over `count` places, by itself while it plays, one at a time by step.
/// Paused, it asks for no frames.
class Stepper {
 public:
  int place() const { return place_; }
  bool playing() const { return playing_; }
  /// Where to stand until somebody chooses: a place where there is something to see.
  void begin_at(int place) {
    if (untouched_) place_ = place;
  }
  /// Pointer or keyboard chose a place: stops walking.
  void go(int place);
  void press(LabKey key);

  /// How often it walked from the last place on to the first.
  int rounds() const { return rounds_; }

  /// Draws "lab.play", "lab.step" and "lab.reset" at the right of a card's header, takes them off it, and walks.
  /// `with_back`: also "lab.back" (its key works in any case).
  void draw(Ui& ui, Rect& header, int count, double interval_ms, bool with_back = false);

 private:
  void advance(int count);

  int place_ = 0;
  int owed_ = 0;  // steps that a key asked for, or (negative) back
  int rounds_ = 0;
  bool playing_ = false;
  bool untouched_ = true;
  double due_ms_ = -1;
};

}  // namespace downhill
