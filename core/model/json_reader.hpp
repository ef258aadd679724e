#pragma once
#include <cmath>
#include <initializer_list>
#include <nlohmann/json.hpp>
#include <string>

#include "core/model/fields.hpp"

namespace downhill {

/// Reads one JSON tree; the first thing that is wrong is kept, and everything after it is skipped.
class JsonReader {
 public:
  bool failed() const { return failed_; }
  const Error& error() const { return error_; }

  void fail(Error error) {
    if (!failed_) error_ = std::move(error);
    failed_ = true;
  }
  void fail(const std::string& place, Text sentence, std::initializer_list<std::string> arguments = {}) {
    fail(make_error(place, sentence, arguments));
  }

  /// Is it an object with no other keys than these?
  bool object(const nlohmann::json& json, const std::string& place, std::initializer_list<std::string_view> keys) {
    if (!json.is_object()) {
      fail(place.empty() ? "experiment" : place, {"must be an object {...}", "必须是对象 {...}"});
      return false;
    }
    for (const auto& item : json.items()) {
      bool known = false;
      for (std::string_view key : keys) known = known || key == item.key();
      if (!known) unknown_key(place, item.key());
    }
    return !failed_;
  }

  void unknown_key(const std::string& place, const std::string& key) {
    fail(place.empty() ? shorten(key) : place + "." + shorten(key), {"is not a known field", "不是已知的字段"});
  }

  std::string text(const nlohmann::json& json, const std::string& place, std::size_t longest) {
    if (!json.is_string()) {
      fail(place, {"must be a text", "必须是文本"});
      return {};
    }
    const std::string& value = json.get_ref<const std::string&>();
    if (value.size() > longest)
      fail(place, {"is {} bytes long, at most {} are allowed", "长 {} 字节，最多允许 {} 字节"},
           {std::to_string(value.size()), std::to_string(longest)});
    return value;
  }

  double number(const nlohmann::json& json, const std::string& place, const OptionSpec& spec) {
    double value = 0;
    if (spec.kind == OptionKind::choice) return choice(json, place, spec);
    if (json.is_number()) {
      value = json.get<double>();
    } else if (json.is_boolean() && spec.kind == OptionKind::boolean) {
      value = json.get<bool>() ? 1 : 0;
    } else {
      fail(option_error(spec, place, json.type_name()));
      return spec.initial;
    }
    Status status = check_option(spec, place, value);
    if (!status) fail(status.error());
    return value;
  }

  double choice(const nlohmann::json& json, const std::string& place, const OptionSpec& spec) {
    std::string names;
    for (std::size_t i = 0; i < spec.choices.size(); ++i) {
      if (json.is_string() && json == spec.choices[i].name) return static_cast<double>(i);
      names += (i > 0 ? ", " : "") + std::string(spec.choices[i].name);
    }
    fail(place, {"must be one of: {}", "必须是以下之一：{}"}, {names});
    return spec.initial;
  }

  /// {"type": name, option: value, group: {option: value}, ...}; options left out take their default.
  Piece piece(const nlohmann::json& json, const std::string& place, const Info* (*find)(std::string_view),
              std::string names) {
    if (!json.is_object() || !json.contains("type")) {
      fail(place, {"must be an object with a \"type\"", "必须是带有 \"type\" 的对象"});
      return {};
    }
    const std::string type = text(json["type"], place + ".type", 100);
    const Info* info = find(type);
    if (info == nullptr) {
      fail(place + ".type", {"\"{}\" is unknown; known: {}", "未知的 “{}”；可选：{}"},
           {shorten(type), std::move(names)});
      return {};
    }
    Piece result = default_piece(*info);
    options(json, place, "", *info, result);
    return result;
  }

  /// The options whose names begin with `group`: an option "augment.shift" stands as "shift" in an object "augment".
  void options(const nlohmann::json& json, const std::string& place, const std::string& group, const Info& info,
               Piece& result) {
    for (const auto& item : json.items()) {
      const std::string& key = item.key();
      if (group.empty() && key == "type") continue;
      const std::string name = group + key, inside = name + ".";
      bool known = false;
      for (std::size_t i = 0; i < info.options.size() && !known; ++i) {
        const std::string_view option = info.options[i].name;
        if (key.find('.') != std::string::npos) break;  // the object is the one way to write it
        if (option == name)
          result.values[i] = number(item.value(), place + "." + key, info.options[i]);
        else if (option.starts_with(inside) && item.value().is_object())
          options(item.value(), place + "." + key, inside, info, result);
        else if (option.starts_with(inside))
          fail(place + "." + key, {"must be an object {...}", "必须是对象 {...}"});
        else
          continue;
        known = true;
      }
      if (!known) unknown_key(place, key);
    }
  }

  /// A name from outside, fit for a message: never empty, never long.
  static std::string shorten(const std::string& text) {
    if (text.empty()) return "\"\"";
    constexpr std::size_t kLongest = 40;
    if (text.size() <= kLongest) return text;
    std::size_t cut = kLongest;
    while (cut > 0 && (static_cast<unsigned char>(text[cut]) & 0xc0) == 0x80) --cut;  // not inside a character
    return text.substr(0, cut) + "...";
  }

 private:
  bool failed_ = false;
  Error error_;
};

}  // namespace downhill
