#pragma once
#include <cstdint>

#include "shell/app/host.hpp"

struct ImFont;

namespace downhill {

/// The five ways text is set. Sizes are CSS pixels (em), as in the design.
enum class FontId { small, body, strong, title, icon };
inline constexpr int kFonts = 5;

/// An icon of the font made from shell/app/icon_table.inc.
enum class Icon : std::uint32_t {
#define ICON(name, lucide_name, code_point) name = code_point,
#include "shell/app/icon_table.inc"
#undef ICON
};

/// Inter (with Noto Sans SC merged in when it is there) and the icons, rasterised for one framebuffer scale so that
/// text is crisp. Digits all get the same width: numbers never jump.
class Fonts {
 public:
  /// Fills ImGui's atlas. `scale` is framebuffer pixels per logical pixel.
  void build(AppHost& host, float scale);

  ImFont* font(FontId id) const { return font_[static_cast<int>(id)]; }
  /// Height of a line in logical pixels, which is what ImDrawList::AddText takes as size.
  float line_height(FontId id) const { return height_[static_cast<int>(id)]; }
  float scale() const { return scale_; }

  /// Does the text face (with the Chinese merged in) have a glyph for every code point?
  bool covers(const char* text) const;

 private:
  ImFont* font_[kFonts] = {};
  float height_[kFonts] = {};
  float scale_ = 0;
};

}  // namespace downhill
