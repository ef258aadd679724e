#include "shell/labs/lab_options.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>

#include "core/model/fields.hpp"
#include "shell/widgets/option_editor.hpp"

namespace downhill {
namespace {

constexpr std::size_t kShownBytes = 40;  // of something that was not understood

std::string place_of(std::string_view key) {
  return "lab." + std::string(key.substr(0, kShownBytes));
}

std::string choice_names(const OptionSpec& spec) {
  std::string names;
  for (const Choice& choice : spec.choices) (names += names.empty() ? "" : ", ") += choice.name;
  return names;
}

Result<double> read_number(const std::string& place, const std::string& text) {
  char* end = nullptr;
  const double value = std::strtod(text.c_str(), &end);
  if (text.empty() || *end != '\0' || !std::isfinite(value))
    return make_error(place, {"must be a number, got \"{}\"", "必须是数，得到“{}”"}, {text.substr(0, kShownBytes)});
  return value;
}

Result<double> read_value(const OptionSpec& spec, const std::string& place, std::string_view text) {
  if (spec.kind == OptionKind::boolean && (text == "true" || text == "false")) return text == "true" ? 1.0 : 0.0;
  if (spec.kind == OptionKind::choice) {
    for (std::size_t i = 0; i < spec.choices.size(); ++i)
      if (text == spec.choices[i].name) return static_cast<double>(i);
    return make_error(place, {"must be one of {}; got \"{}\"", "必须是 {} 之一，得到“{}”"},
                      {choice_names(spec), std::string(text.substr(0, kShownBytes))});
  }
  Result<double> value = read_number(place, std::string(text));
  if (!value) return value;
  Status legal = check_option(spec, place, value.value());
  if (!legal) return legal.error();
  return value;
}

std::string value_text(const OptionSpec& spec, double value) {
  if (spec.kind == OptionKind::boolean) return value != 0 ? "true" : "false";
  if (spec.kind == OptionKind::choice) return spec.choices[static_cast<std::size_t>(value)].name;
  return number_text(value);
}

}  // namespace

Status Lab::set_field(std::string_view key, std::string_view) {
  return make_error(place_of(key), {"is not a known field", "不是已知的字段"});
}

LabOptions::LabOptions(const Info& info) : specs_(info.options) {
  for (const OptionSpec& spec : specs_) values_.push_back(spec.initial);
}

void LabOptions::set(std::size_t index, double value) {
  if (values_[index] == value) return;
  values_[index] = value;
  touch();
}

bool LabOptions::edit(Ui& ui, std::size_t index, Rect& rest) {
  const OptionSpec& spec = specs_[index];
  char id[HitRegistry::kIdBytes];
  std::snprintf(id, sizeof id, "lab.%s", spec.name);
  double value = values_[index];
  if (!edit_option(ui, id, cut_top(rest, option_height(ui, spec), space::k2), spec, value)) return false;
  set(index, value);
  return true;
}

float LabOptions::height(const Ui& ui, std::initializer_list<std::size_t> indices) const {
  float height = 0;
  for (const std::size_t i : indices) height += option_height(ui, specs_[i]) + space::k2;
  return height;
}

Lab::Fields LabOptions::fields() const {
  Lab::Fields fields;
  for (std::size_t i = 0; i < specs_.size(); ++i)
    if (values_[i] != specs_[i].initial) fields.emplace_back(specs_[i].name, value_text(specs_[i], values_[i]));
  return fields;
}

Status LabOptions::set_field(std::string_view key, std::string_view text) {
  for (std::size_t i = 0; i < specs_.size(); ++i) {
    if (key != specs_[i].name) continue;
    Result<double> value = read_value(specs_[i], place_of(key), text);
    if (!value) return value.error();
    set(i, value.value());
    return Nothing{};
  }
  return make_error(place_of(key), {"is not a known field", "不是已知的字段"});
}

Result<std::vector<float>> read_numbers(std::string_view key, std::string_view text, std::size_t count, double limit) {
  std::vector<float> numbers;
  while (numbers.size() <= count) {
    const std::size_t comma = std::min(text.find(','), text.size());
    Result<double> value = read_number(place_of(key), std::string(text.substr(0, comma)));
    if (!value) return value.error();
    if (std::fabs(value.value()) > limit)
      return make_error(place_of(key), {"must be between {} and {}, got {}", "必须在 {} 到 {} 之间，得到 {}"},
                        {number_text(-limit), number_text(limit), number_text(value.value())});
    numbers.push_back(static_cast<float>(value.value()));
    if (comma == text.size()) break;
    text.remove_prefix(comma + 1);
  }
  if (numbers.size() != count)
    return make_error(place_of(key), {"must be {} numbers", "必须是 {} 个数"}, {std::to_string(count)});
  return numbers;
}

Result<std::vector<float>> read_pixels(std::string_view key, std::string_view text, std::size_t count) {
  if (text.size() != count || text.find_first_not_of("012") != std::string_view::npos)
    return make_error(place_of(key), {"must be {} digits 0, 1 or 2", "必须是 {} 个 0、1 或 2"},
                      {std::to_string(count)});
  std::vector<float> pixels;
  for (const char digit : text) pixels.push_back(static_cast<float>(digit - '0') / 2);
  return pixels;
}

std::string write_numbers(std::span<const float> numbers) {
  std::string text;
  for (const float number : numbers) {
    char shown[24];
    std::snprintf(shown, sizeof shown, "%.4g", static_cast<double>(number));
    if (!text.empty()) text += ',';
    text += shown;
  }
  return text;
}

}  // namespace downhill
