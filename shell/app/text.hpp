#pragma once
#include <cstddef>
#include <span>
#include <string_view>

#include "core/base/types.hpp"

namespace downhill {

enum class Language { en, zh };

/// Every string of the interface that is not part of a piece's Info. The table is shell/app/text_table.inc.
enum class Str {
#define TEXT(name, en, zh) name,
#include "shell/app/text_table.inc"
#undef TEXT
  count
};

const Text& text_of(Str id);
inline const char* pick(const Text& text, Language language) {
  return language == Language::zh ? text.zh : text.en;
}
inline const char* tr(Str id, Language language) {
  return pick(text_of(id), language);
}

/// The next code point of UTF-8 text, 0 at its end; a broken sequence gives U+FFFD and moves on by one byte.
unsigned next_code_point(const char*& cursor);

/// All texts that can reach the screen: the table, and label, summary and options of every registered piece.
/// Calls `visit(text)` for each; used to build glyph ranges and to check that the fonts cover them.
void for_each_text(void (*visit)(const Text& text, void* context), void* context);

}  // namespace downhill
