#pragma once
#include <span>
#include <string>
#include <vector>

#include "shell/labs/lab.hpp"

namespace downhill {

/// The settings of a lab, as its Info describes them: control, link and check read the same OptionSpec.
class LabOptions {
 public:
  explicit LabOptions(const Info& info);

  double operator[](std::size_t index) const { return values_[index]; }
  int integer(std::size_t index) const { return static_cast<int>(values_[index]); }
  const OptionSpec& spec(std::size_t index) const { return specs_[index]; }
  void set(std::size_t index, double value);

  /// Draws the control for one of them, "lab.<name>", at the top of `rest` and takes its height off. true: changed.
  bool edit(Ui& ui, std::size_t index, Rect& rest);
  /// The height that these take together.
  float height(const Ui& ui, std::initializer_list<std::size_t> indices) const;

  Lab::Fields fields() const;
  Status set_field(std::string_view key, std::string_view value);
  /// Counts up with every change; a lab counts its other settings here too.
  std::uint64_t edits() const { return edits_; }
  void touch() { ++edits_; }

 private:
  std::span<const OptionSpec> specs_;
  std::vector<double> values_;
  std::uint64_t edits_ = 1;
};

/// A whole number on a slider that covers all of its range.
constexpr OptionSpec slider_option(const char* name, Text label, Text help, double minimum, double maximum,
                                   double initial) {
  return {.name = name,
          .label = label,
          .help = help,
          .kind = OptionKind::integer,
          .minimum = minimum,
          .maximum = maximum,
          .initial = initial,
          .slider_minimum = minimum,
          .slider_maximum = maximum};
}

constexpr OptionSpec choice_option(const char* name, Text label, Text help, std::span<const Choice> choices,
                                   double initial) {
  return {.name = name,
          .label = label,
          .help = help,
          .kind = OptionKind::choice,
          .maximum = static_cast<double>(choices.size() - 1),
          .initial = initial,
          .choices = choices};
}

/// "0.5,-1,2" as exactly `count` numbers of at most `limit` in size; the error names `key`.
Result<std::vector<float>> read_numbers(std::string_view key, std::string_view text, std::size_t count, double limit);
std::string write_numbers(std::span<const float> numbers);

/// "0120" as exactly `count` grey values: 0 paper, 1 half, 2 ink.
Result<std::vector<float>> read_pixels(std::string_view key, std::string_view text, std::size_t count);

}  // namespace downhill
