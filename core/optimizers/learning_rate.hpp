#pragma once
#include "core/base/info.hpp"

namespace downhill {

/// The first option of every optimizer. Far larger values than the slider's are allowed on purpose: to see a run
/// diverge is part of the lesson.
constexpr OptionSpec learning_rate_option(double initial) {
  return {.name = "learning_rate",
          .label = {"Learning rate", "学习率"},
          .help = {"The length of each downhill step: too small is slow, too large overshoots.",
                   "每一步下山的步长：太小走得慢，太大会冲过头。"},
          .minimum = 0,
          .maximum = 1e10,
          .initial = initial,
          .slider_minimum = 1e-5,
          .slider_maximum = 10,
          .logarithmic = true,
          .live = true};
}

/// A decay factor in [0, 1), as in momentum and Adam.
constexpr OptionSpec decay_option(const char* name, HelpText label, HelpText help, double initial) {
  return {.name = name,
          .label = label,
          .help = help,
          .minimum = 0,
          .maximum = 0.999999,
          .initial = initial,
          .slider_minimum = 0,
          .slider_maximum = 0.999,
          .live = true};
}

/// What keeps a division safe.
constexpr OptionSpec epsilon_option(double initial) {
  return {.name = "epsilon",
          .label = {"ε", "ε"},
          .help = {"Keeps the division safe where gradients vanish.", "在梯度消失处保证除法安全。"},
          .minimum = 1e-12,
          .maximum = 1,
          .initial = initial,
          .slider_minimum = 1e-10,
          .slider_maximum = 1e-2,
          .logarithmic = true,
          .live = true};
}

/// Where epsilon stands: the two choices of kEpsilonPlaces.
enum { kEpsilonOutside, kEpsilonInside };
inline constexpr Choice kEpsilonPlaces[] = {{"outside", {"outside the root", "根号外"}},
                                            {"inside", {"inside the root", "根号内"}}};

constexpr OptionSpec epsilon_place_option(std::span<const Choice> places) {
  return {.name = "epsilon_place",
          .label = {"Place of ε", "ε 的位置"},
          .help = {"Where ε is added; books and libraries differ, and it matters while gradients are tiny.",
                   "ε 加在哪里；书与程序库各不相同，梯度很小时会有影响。"},
          .kind = OptionKind::choice,
          .maximum = 1,
          .initial = kEpsilonOutside,
          .slider_maximum = 1,
          .choices = places};
}

}  // namespace downhill
