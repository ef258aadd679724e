#pragma once
#include <span>
#include <string>
#include <string_view>

#include "core/model/experiment.hpp"

namespace downhill {

/// A part of an experiment that is a piece chosen from a registry: its key in the file and where its names come from.
struct PieceField {
  const char* key;
  Piece Experiment::*piece;
  const Info* (*find)(std::string_view type);
  std::string (*names)();  // "circle, xor, ...", for messages
  const char* standard;    // the piece of the default experiment
  bool optional = false;   // left out of a file while it is the standard piece at its defaults
};

/// dataset, loss, optimizer, schedule, regularizer, initializer.
std::span<const PieceField> piece_fields();

/// That of the loss, for the entries of "losses" as well; and what such an entry may say besides its type and options,
/// of which no loss has one.
const PieceField& loss_field();
inline constexpr const char* kLossKeys[] = {"output", "weight", "target"};
const OptionSpec& loss_weight_option();

/// The same for one entry of model.layers.
const Info* find_layer_info(std::string_view type);
std::string layer_names();

/// batch_size, epochs and seed as options, for the one check of ranges.
std::span<const OptionSpec> run_options();
double run_option(const Experiment& experiment, std::string_view name);
void set_run_option(Experiment& experiment, std::string_view name, double value);

/// What a layer may say besides its type and options; no op's option has one of these names.
inline constexpr const char* kWiringKeys[] = {"name", "inputs", "parameters", "frozen"};
inline constexpr std::size_t kMaximumInputs = 16;

const Info* find_feature_info(std::string_view name);
std::string feature_names();

/// What the option takes, and that it was given `got` instead.
Error option_error(const OptionSpec& spec, const std::string& place, const std::string& got);

/// Is `value` a legal value of the option? The error tells the range.
Status check_option(const OptionSpec& spec, const std::string& place, double value);

}  // namespace downhill
