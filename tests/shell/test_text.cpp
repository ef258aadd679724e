// Every sentence exists in both languages, and the fonts can draw it.
#include <doctest/doctest.h>

#include <cstring>
#include <string>

#include "shell/app/text.hpp"
#include "tests/shell/stage.hpp"

using namespace downhill;

namespace {

int placeholders(const char* text) {
  int count = 0;
  for (const char* c = text; (c = std::strstr(c, "{}")) != nullptr; c += 2) ++count;
  return count;
}

struct Missing {
  const Fonts* fonts = nullptr;
  std::string texts;
};

}  // namespace

TEST_CASE("no text is empty, and both languages take the same arguments") {
  int count = 0;
  for_each_text(
      [](const Text& text, void* context) {
        ++*static_cast<int*>(context);
        REQUIRE(text.en);
        REQUIRE(text.zh);
        CHECK(text.en[0] != '\0');
        CHECK(text.zh[0] != '\0');
        CAPTURE(text.en);
        CHECK(placeholders(text.en) == placeholders(text.zh));
      },
      &count);
  CHECK(count > 100);
}

TEST_CASE("the fonts have a glyph for every character") {
  Stage stage;
  REQUIRE(stage.host.has_fonts());
  Missing missing{&stage.app->ui().fonts, {}};
  for_each_text(
      [](const Text& text, void* context) {
        auto& m = *static_cast<Missing*>(context);
        for (const char* t : {text.en, text.zh})
          if (!m.fonts->covers(t)) m.texts += std::string(t) + "\n";
      },
      &missing);
  CAPTURE(missing.texts);
  CHECK(missing.texts.empty());
}

TEST_CASE("code points are read, broken bytes are survived") {
  const char* text = "a\xC3\xA9\xE4\xB8\xAD\xF0\x9F\x98\x80\xFF!";
  std::vector<unsigned> codes;
  while (const unsigned code = next_code_point(text)) codes.push_back(code);
  CHECK(codes == std::vector<unsigned>{'a', 0xE9, 0x4E2D, 0x1F600, 0xFFFD, '!'});
}
