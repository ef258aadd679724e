// Text to JSON, with the place where it stops being JSON.
#include <algorithm>

#include "core/model/experiment_json.hpp"
#include "core/model/json_reader.hpp"

namespace downhill {
namespace {

using Json = nlohmann::json;

/// How many brackets of a text stand inside each other at most.
int nesting(std::string_view text) {
  int depth = 0, deepest = 0;
  bool in_string = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (in_string) {
      if (c == '\\') ++i;
      if (c == '"') in_string = false;
    } else if (c == '"') {
      in_string = true;
    } else if (c == '[' || c == '{') {
      deepest = std::max(deepest, ++depth);
    } else if (c == ']' || c == '}') {
      --depth;
    }
  }
  return deepest;
}

/// Finds where text stops being JSON: the byte, and the field it belongs to.
struct ErrorFinder : nlohmann::json_sax<Json> {
  struct Level {
    bool is_array = false;
    std::string key;
    std::size_t index = 0;
  };
  std::size_t position = 0;
  std::vector<Level> levels;

  std::string place() const {
    std::string text;
    for (const Level& level : levels) {
      if (level.is_array)
        text += "[" + std::to_string(level.index) + "]";
      else if (!level.key.empty())
        text += (text.empty() ? "" : ".") + JsonReader::shorten(level.key);
    }
    return text.empty() ? "experiment" : text;
  }

  bool value_done() {
    if (!levels.empty()) ++levels.back().index;
    return true;
  }
  bool open(bool is_array) {
    levels.push_back({is_array, {}, 0});
    return true;
  }
  bool close() {
    levels.pop_back();
    return value_done();
  }

  bool null() override { return value_done(); }
  bool boolean(bool) override { return value_done(); }
  bool number_integer(number_integer_t) override { return value_done(); }
  bool number_unsigned(number_unsigned_t) override { return value_done(); }
  bool number_float(number_float_t, const string_t&) override { return value_done(); }
  bool string(string_t&) override { return value_done(); }
  bool binary(binary_t&) override { return value_done(); }
  bool start_object(std::size_t) override { return open(false); }
  bool key(string_t& name) override {
    levels.back().key = name;
    return true;
  }
  bool end_object() override { return close(); }
  bool start_array(std::size_t) override { return open(true); }
  bool end_array() override { return close(); }
  bool parse_error(std::size_t at, const std::string&, const nlohmann::detail::exception&) override {
    position = at;
    return false;
  }
};

}  // namespace

Result<nlohmann::json> parse_json(std::string_view text) {
  if (text.size() > kMaximumExperimentBytes)
    return make_error("experiment", {"is {} bytes long, at most {} are allowed", "长 {} 字节，最多允许 {} 字节"},
                      {std::to_string(text.size()), std::to_string(kMaximumExperimentBytes)});
  // The library copies and writes trees by recursion: a deep one would end the stack.
  constexpr int kDeepest = 32;
  if (nesting(text) > kDeepest)
    return make_error("experiment", {"is nested {} deep, at most {} is allowed", "嵌套 {} 层，最多允许 {} 层"},
                      {std::to_string(nesting(text)), std::to_string(kDeepest)});
  Json json = Json::parse(text, nullptr, false);
  if (!json.is_discarded()) return json;
  ErrorFinder finder;
  Json::sax_parse(text, &finder);
  return make_error(finder.place(),
                    {"is not JSON: no number, text, list or object at byte {}",
                     "不是合法的 JSON：第 {} 字节处不是数、文本、列表或对象"},
                    {std::to_string(finder.position)});
}

}  // namespace downhill
