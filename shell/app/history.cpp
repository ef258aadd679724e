#include "shell/app/history.hpp"

#include <utility>

namespace downhill {

void History::record(const Experiment& before, std::string_view field, double now_ms) {
  const bool same_gesture = !undo_.empty() && field == last_field_ && now_ms - last_ms_ < kSameGestureMs;
  last_field_ = field;
  last_ms_ = now_ms;
  redo_.clear();
  if (same_gesture) return;
  undo_.push_back(before);
  if (undo_.size() > kDepth) undo_.erase(undo_.begin());
}

Experiment History::undo(Experiment current) {
  Experiment previous = std::move(undo_.back());
  undo_.pop_back();
  redo_.push_back(std::move(current));
  last_field_.clear();
  return previous;
}

Experiment History::redo(Experiment current) {
  Experiment next = std::move(redo_.back());
  redo_.pop_back();
  undo_.push_back(std::move(current));
  last_field_.clear();
  return next;
}

}  // namespace downhill
