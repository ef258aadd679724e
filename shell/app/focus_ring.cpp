#include "shell/app/focus_ring.hpp"

#include <algorithm>

namespace downhill {

bool FocusRing::leaves(bool backwards) const {
  if (order_.empty()) return true;
  if (focused_ == 0) return false;
  return focused_ == (backwards ? order_.front() : order_.back());
}

bool FocusRing::move(bool backwards) {
  if (leaves(backwards)) {
    clear();
    return false;
  }
  const auto at = std::find(order_.begin(), order_.end(), focused_);
  if (at == order_.end())
    focused_ = backwards ? order_.back() : order_.front();
  else
    focused_ = backwards ? *(at - 1) : *(at + 1);
  visible_ = true;
  just_moved_ = true;
  return true;
}

}  // namespace downhill
