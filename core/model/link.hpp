#pragma once
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/model/experiment.hpp"

namespace downhill {

/// What a link says: the experiment, and the fields that belong to the page (language, theme, the lab and its
/// settings), untouched.
struct LinkState {
  Experiment experiment;
  std::vector<std::pair<std::string, std::string>> page_fields;  // "lang" -> "zh"
  std::vector<Error> problems;                                   // fields that were refused; they keep their default
};

/// "v=1&dataset.type=spiral&optimizer.learning_rate=0.03&layers=8-tanh-8-tanh-2": only what differs from the default.
std::string write_link(const Experiment& experiment,
                       const std::vector<std::pair<std::string, std::string>>& page_fields = {});

/// What a link means that names a lab and no layers: its fields are laid over the experiment the lab begins with.
using LabStart = Experiment (*)(std::string_view lab);

/// Reads what stands behind the '#' of a page address. Never fails: each bad field is named and left at its default.
/// `start`: asked with the lab's name when a link has one and no "layers" (links that were written by us always have
/// them where they are not the default); without it fields are laid over the default experiment.
LinkState read_link(std::string_view hash, LabStart start = nullptr);

}  // namespace downhill
