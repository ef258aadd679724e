#pragma once
#include <nlohmann/json.hpp>

#include "core/model/experiment.hpp"

namespace downhill {

/// Text to JSON, without exceptions. Errors: too long, or not JSON (with the byte where it ends to be).
Result<nlohmann::json> parse_json(std::string_view text);

/// Key order as in the experiment files. `whole`: with the optional pieces that a file leaves out at their defaults.
nlohmann::ordered_json experiment_to_json(const Experiment& experiment, bool whole = false);

Result<Experiment> experiment_from_json(const nlohmann::json& json);

/// "model.layers[3]", "losses[1]".
std::string layer_place(std::size_t index);
std::string loss_place(std::size_t index);

}  // namespace downhill
