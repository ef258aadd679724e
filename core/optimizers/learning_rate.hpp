#pragma once
#include "core/base/info.hpp"

namespace downhill {

/// The first option of every optimizer. Far larger values than the slider's are allowed on purpose: to see a run
/// diverge is part of the lesson.
constexpr OptionSpec learning_rate_option(double initial) {
  return {.name = "learning_rate",
          .label = {"Learning rate", "学习率"},
          .help = {"The length of each downhill step: too small is slow, too large overshoots.",
                   "每一步下山的步长:太小走得慢,太大会冲过头。"},
          .minimum = 0,
          .maximum = 1e10,
          .initial = initial,
          .slider_minimum = 1e-5,
          .slider_maximum = 10,
          .logarithmic = true,
          .live = true};
}

/// A decay factor in [0, 1), as in momentum and Adam.
constexpr OptionSpec decay_option(const char* name, Text label, Text help, double initial) {
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

}  // namespace downhill
