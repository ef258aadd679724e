#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "core/model/experiment.hpp"

namespace downhill {

/// Undo and redo of the experiment. Changes of one field in quick succession (a dragged slider) are one step.
class History {
 public:
  /// `before` is what undo brings back; `field` names what is being changed.
  void record(const Experiment& before, std::string_view field, double now_ms);
  bool can_undo() const { return !undo_.empty(); }
  bool can_redo() const { return !redo_.empty(); }
  Experiment undo(Experiment current);
  Experiment redo(Experiment current);

 private:
  static constexpr std::size_t kDepth = 200;
  static constexpr double kSameGestureMs = 900;

  std::vector<Experiment> undo_;
  std::vector<Experiment> redo_;
  std::string last_field_;
  double last_ms_ = -1e9;
};

}  // namespace downhill
