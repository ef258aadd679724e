#include <charconv>

#include "core/model/experiment_json.hpp"
#include "core/model/fields.hpp"

namespace downhill {
namespace {

using Json = nlohmann::json;

/// The node of the tree that a path like "model.layers[0].units" names. A key that is not there is made: the check of the
/// whole experiment then refuses it, unless it is one that files may leave out.
Json* find_node(Json& root, std::string_view path) {
  Json* node = &root;
  while (!path.empty()) {
    const std::size_t end = path.find_first_of(".[");
    const std::string key(path.substr(0, end));
    path.remove_prefix(key.size());
    if (!key.empty()) {
      if (!node->is_object() && !node->is_null()) return nullptr;
      node = &(*node)[key];
    }
    while (!path.empty() && path[0] == '[') {
      const std::size_t close = path.find(']');
      if (close == std::string_view::npos || !node->is_array()) return nullptr;
      std::size_t index = 0;
      const auto parsed = std::from_chars(path.data() + 1, path.data() + close, index);
      if (parsed.ec != std::errc() || parsed.ptr != path.data() + close || index >= node->size()) return nullptr;
      node = &(*node)[index];
      path.remove_prefix(close + 1);
    }
    if (!path.empty()) {
      if (path[0] != '.' || path.size() == 1) return nullptr;
      path.remove_prefix(1);
    }
  }
  return node;
}

/// A value that is no JSON is a text as it stands; longer than any field takes, it may be cut and is refused later.
Result<Json> bare_word(std::string_view value, const std::string& place) {
  constexpr std::size_t kLongest = 4096;
  const Json word(std::string(value.substr(0, kLongest)));
  const Result<Json> back = parse_json(word.dump(-1, ' ', false, Json::error_handler_t::ignore));
  if (back && back.value() == word) return word;
  return make_error(place, {"must be a number, a word or a text in UTF-8", "必须是数、词或 UTF-8 文本"});
}

}  // namespace

Status set_field(Experiment& experiment, std::string_view path, std::string_view value) {
  const std::string place(path.substr(0, 100));
  Result<Json> read = parse_json(value);
  if (!read) read = bare_word(value, place);
  if (!read) return read.error();
  Json& parsed = read.value();
  Json json = experiment_to_json(experiment, true);
  constexpr std::size_t kLongestPath = 200;
  Json* node = path.empty() || path.size() > kLongestPath ? nullptr : find_node(json, path);
  if (node == nullptr) return make_error(place, {"is not a known field", "不是已知的字段"});

  // Another type has other options: those of the old one must go.
  constexpr std::string_view kType = ".type";
  if (path.size() > kType.size() && path.substr(path.size() - kType.size()) == kType) {
    Json* piece = find_node(json, path.substr(0, path.size() - kType.size()));
    if (piece != nullptr && piece->is_object() && (*piece)["type"] != parsed) {
      Json other{{"type", parsed}};
      const bool is_loss = path.substr(0, 7) == "losses[";
      for (const char* key :
           is_loss ? std::span<const char* const>(kLossKeys) : std::span<const char* const>(kWiringKeys))
        if (piece->contains(key)) other[key] = (*piece)[key];
      *piece = std::move(other);
    }
  } else {
    *node = std::move(parsed);
  }
  Result<Experiment> result = experiment_from_json(json);
  if (!result) return result.error();
  experiment = std::move(result.value());
  return Nothing{};
}

}  // namespace downhill
