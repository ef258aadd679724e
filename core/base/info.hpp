#pragma once
#include <span>
#include <string_view>

#include "core/base/types.hpp"

namespace downhill {

// What only people and tests read of an Info. The engine says none of it: its pieces are compiled with
// DOWNHILL_WITHOUT_TEXTS (core/CMakeLists.txt), and then these types let go of what is written into them.
#ifdef DOWNHILL_WITHOUT_TEXTS
struct HelpText {
  constexpr HelpText(const char* = "", const char* = "") {}
  constexpr HelpText(Text) {}
  const char* en = "";
  const char* zh = "";
};
struct HelpLine {
  constexpr HelpLine(const char* = "") {}
  const char* text = "";
};
template <class T>
struct TestCases : std::span<const T> {
  constexpr TestCases(std::span<const T> = {}) {}
  template <std::size_t count>
  constexpr TestCases(const T (&)[count]) {}
};
#else
using HelpText = Text;
using HelpLine = const char*;
template <class T>
using TestCases = std::span<const T>;
#endif

enum class OptionKind { real, integer, boolean, choice };

/// One of the words an option of kind `choice` can be.
struct Choice {
  const char* name;  // in the experiment file
  HelpText label;
};

/// One adjustable number of a piece. From this record come the slider, the link, the file's check and the help text.
struct OptionSpec {
  const char* name;  // key in the experiment file
  HelpText label;    // what a student reads beside the control
  HelpText help;     // one sentence: what happens when it grows
  OptionKind kind = OptionKind::real;
  double minimum = 0;  // values outside [minimum, maximum] are refused by name
  double maximum = 1;
  double initial = 0;
  double slider_minimum = 0;  // the part of the range that the slider covers
  double slider_maximum = 1;
  bool logarithmic = false;              // slider scale
  bool live = false;                     // may change while a run is going on, without a new start
  bool rare = false;                     // left out of a file while at its default
  std::span<const Choice> choices = {};  // kind choice: the value is an index into these
};

/// Options and input shapes that a piece must handle: the gradient check and the golden vectors run every one.
struct Sample {
  const char* options;  // JSON object
  const char* shapes;   // input shapes, "3x4" or "3x4 3x4"
};

/// Input that must be refused with a message containing `message`.
struct Reject {
  const char* options;
  const char* shapes;
  const char* message;
};

/// What every piece of Downhill (op, loss, optimizer, data set, ...) says about itself, once.
struct Info {
  const char* name;  // key in the experiment file
  HelpText label;
  HelpText summary;  // one sentence a student understands
  HelpLine formula;  // in the letters of design.md
  HelpLine source;   // author year, identifier; the convention it matches
  std::span<const OptionSpec> options = {};
  TestCases<Sample> samples = {};
  TestCases<Reject> rejects = {};
};

/// The piece called `name` in a registry table, or nullptr.
template <class T>
const T* find_piece(std::span<const T* const> table, std::string_view name) {
  for (const T* piece : table)
    if (piece->info.name == name) return piece;
  return nullptr;
}

}  // namespace downhill
