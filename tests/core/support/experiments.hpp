#pragma once
#include <string>
#include <string_view>

#include "core/base/rng.hpp"
#include "core/model/experiment.hpp"

namespace downhill::test {

/// Any legal experiment: pieces, options, layers and numbers drawn from their whole ranges.
Experiment random_experiment(Rng& rng);

/// What is illegal in an accepted experiment ("dataset.samples is 3"), or "".
std::string illegal_value(const Experiment& experiment);

/// `text` with a few bytes, digits, words or parts changed, doubled, dropped or swapped.
std::string mutated(std::string text, Rng& rng);

/// An experiment whose pictures come from files, or are many, as a small one that needs none; others as they are.
std::string without_files(std::string_view json);

/// Parses; fails the test on an error.
Experiment parsed(std::string_view json);

}  // namespace downhill::test
