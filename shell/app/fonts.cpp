#include "shell/app/fonts.hpp"

#include <algorithm>
#include <cstring>

#include "imgui.h"
#include "shell/app/text.hpp"

namespace downhill {
namespace {

struct Face {
  FontId id;
  FontFile file;
  float em;
};
constexpr Face kFaces[kFonts] = {{FontId::small, FontFile::regular, 11.5f},
                                 {FontId::body, FontFile::regular, 13},
                                 {FontId::strong, FontFile::semibold, 13},
                                 {FontId::title, FontFile::semibold, 15},
                                 {FontId::icon, FontFile::icons, 16}};

constexpr ImWchar kLatin[] = {0x20, 0x24F, 0x370, 0x3FF, 0x2000, 0x22FF, 0};
constexpr ImWchar kChinese[] = {0x2010, 0x203A, 0x3000, 0x30FF, 0x4E00, 0x9FFF, 0xFF00, 0xFFEF, 0};
constexpr ImWchar kIcons[] = {0xE000, 0xF8FF, 0};

unsigned big_endian(std::span<const std::uint8_t> bytes, std::size_t at, int count) {
  unsigned value = 0;
  for (int i = 0; i < count; ++i) value = value << 8 | (at + i < bytes.size() ? bytes[at + i] : 0u);
  return value;
}

std::size_t find_table(std::span<const std::uint8_t> ttf, const char* tag) {
  const unsigned tables = big_endian(ttf, 4, 2);
  for (unsigned i = 0; i < tables; ++i) {
    const std::size_t entry = 12 + 16 * std::size_t{i};
    if (entry + 16 <= ttf.size() && std::memcmp(ttf.data() + entry, tag, 4) == 0) return big_endian(ttf, entry + 8, 4);
  }
  return 0;
}

/// Line height over em: ImGui asks for the former, the design speaks of the latter.
float line_over_em(std::span<const std::uint8_t> ttf) {
  const std::size_t head = find_table(ttf, "head");
  const std::size_t hhea = find_table(ttf, "hhea");
  if (!head || !hhea) return 1.2f;
  const auto ascent = static_cast<std::int16_t>(big_endian(ttf, hhea + 4, 2));
  const auto descent = static_cast<std::int16_t>(big_endian(ttf, hhea + 6, 2));
  const unsigned em = big_endian(ttf, head + 18, 2);
  return em ? static_cast<float>(ascent - descent) / static_cast<float>(em) : 1.2f;
}

/// `darken`: a regular face stands in for a semibold one (there is one weight of the Chinese).
ImFont* add_face(std::span<const std::uint8_t> ttf, float em_pixels, const ImWchar* ranges, bool merge, int oversample,
                 bool darken = false) {
  ImFontConfig config;
  if (darken) config.RasterizerMultiply = 1.5f;
  config.FontDataOwnedByAtlas = false;
  config.MergeMode = merge;
  config.OversampleH = oversample;
  config.OversampleV = 1;
  config.GlyphRanges = ranges;
  // The atlas only reads the bytes; the signature is older than const.
  auto* bytes = const_cast<std::uint8_t*>(ttf.data());
  return ImGui::GetIO().Fonts->AddFontFromMemoryTTF(bytes, static_cast<int>(ttf.size()), em_pixels * line_over_em(ttf),
                                                    &config);
}

/// Gives '0'..'9' one width, each digit in the middle of it.
void make_tabular(ImFont* font) {
  float widest = 0;
  for (ImWchar c = '0'; c <= '9'; ++c)
    if (const ImFontGlyph* glyph = font->FindGlyphNoFallback(c)) widest = std::max(widest, glyph->AdvanceX);
  for (ImFontGlyph& glyph : font->Glyphs) {
    if (glyph.Codepoint < '0' || glyph.Codepoint > '9') continue;
    const float shift = (widest - glyph.AdvanceX) / 2;
    glyph.X0 += shift;
    glyph.X1 += shift;
    glyph.AdvanceX = widest;
  }
  font->BuildLookupTable();
}

}  // namespace

void Fonts::build(AppHost& host, float scale) {
  ImGuiIO& io = ImGui::GetIO();
  scale_ = scale;
  io.Fonts->Clear();
  io.Fonts->Flags |= ImFontAtlasFlags_NoMouseCursors | ImFontAtlasFlags_NoPowerOfTwoHeight;
  io.Fonts->TexDesiredWidth = scale > 1.5f ? 2048 : 1024;
  const int oversample = scale > 1.5f ? 1 : 2;
  const auto chinese = host.font(FontFile::chinese);
  for (const Face& face : kFaces) {
    const int i = static_cast<int>(face.id);
    const auto ttf = host.font(face.file);
    const bool icons = face.id == FontId::icon;
    if (ttf.empty()) {
      font_[i] = io.Fonts->AddFontDefault();
      height_[i] = face.em * 1.2f;
      continue;
    }
    font_[i] = add_face(ttf, face.em * scale, icons ? kIcons : kLatin, false, oversample);
    height_[i] = face.em * line_over_em(ttf);
    if (!icons && !chinese.empty())
      add_face(chinese, face.em * scale, kChinese, true, 1, face.file == FontFile::semibold);
  }
  io.Fonts->Build();
  for (ImFont* font : font_) make_tabular(font);
  io.FontDefault = font_[static_cast<int>(FontId::body)];
  io.FontGlobalScale = 1 / scale;
}

bool Fonts::covers(const char* text) const {
  while (const unsigned code = next_code_point(text))
    if (!font(FontId::body)->FindGlyphNoFallback(static_cast<ImWchar>(code))) return false;
  return true;
}

}  // namespace downhill
