#include "shell/app/hit_registry.hpp"

#include <cstdio>

namespace downhill {

void HitRegistry::begin_frame() {
  entries_.clear();
  cuts_.clear();
}

void HitRegistry::add(const char* id, const Rect& rect, bool control, int layer, bool scrolled) {
  Entry& entry = entries_.emplace_back();
  std::snprintf(entry.id, sizeof entry.id, "%s", id);
  entry.rect = rect;
  entry.control = control;
  entry.layer = static_cast<std::uint8_t>(layer);
  entry.scrolled = scrolled;
}

void HitRegistry::cut(const char* id, const char* text, float width, float room) {
  cuts_.push_back({id, text, width, room});
}

std::optional<Rect> HitRegistry::find(std::string_view id) const {
  // The last one wins: it was drawn on top.
  for (std::size_t i = entries_.size(); i-- > 0;)
    if (id == entries_[i].id) return entries_[i].rect;
  return std::nullopt;
}

}  // namespace downhill
