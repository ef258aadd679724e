#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/info.hpp"
#include "core/base/result.hpp"

namespace downhill {

/// A named piece with a value for each of its options, in the order of Info::options.
struct Piece {
  std::string type;
  std::vector<double> values;

  bool operator==(const Piece&) const = default;
};

/// A layer: an op with its options, and how it is wired. Left out, it reads the layer before it and learns weights of
/// its own.
struct Layer : Piece {
  std::string name;                 // letters, digits and '_'; empty: the type and a count, "dense1"
  std::vector<std::string> inputs;  // names of earlier layers, or "input"; empty: the layer before
  std::string parameters;           // the earlier layer of the same type whose weights it uses; empty: its own
  bool frozen = false;              // its weights keep their initial values

  Layer() = default;
  Layer(Piece piece) : Piece(std::move(piece)) {}
  Layer(std::string layer_type, std::vector<double> layer_values)
      : Piece{std::move(layer_type), std::move(layer_values)} {}

  bool operator==(const Layer&) const = default;
};

/// A further loss: it looks at the output of any layer, beside the loss of the last one.
struct AuxiliaryLoss : Piece {
  std::string output;     // the layer's name; empty: the last one
  double weight = 1;      // how much it counts beside the loss of the last layer
  bool of_input = false;  // compares with the network's input instead of the answer

  AuxiliaryLoss() = default;
  explicit AuxiliaryLoss(Piece piece) : Piece(std::move(piece)) {}

  bool operator==(const AuxiliaryLoss&) const = default;
};

/// The value of option `name` of a piece whose Info is `info`.
double option(const Piece& piece, const Info& info, std::string_view name);

/// A piece with every option at its default.
Piece default_piece(const Info& info);

/// The result that a run of the experiment must reach, shown beside the own one.
struct Reference {
  std::optional<double> test_accuracy_at_least;
  std::optional<double> train_loss_at_most;
  std::optional<double> test_loss_at_most;
  std::string source;     // in the file "source": "..." or {"en": "...", "zh": "..."}
  std::string source_zh;  // empty: the same

  bool operator==(const Reference&) const = default;
};

/// The one description of a run: read by the labs, the link, the command line, the tests and the benchmark.
struct Experiment {
  std::string name = "untitled";
  std::string title_en;
  std::string title_zh;
  Piece dataset;
  std::vector<std::string> features;
  std::vector<Layer> layers;
  Piece loss;  // of the last layer: what the network is judged by
  std::vector<AuxiliaryLoss> losses;
  Piece optimizer;
  Piece schedule;
  Piece regularizer;
  Piece initializer;
  int batch_size = 10;
  int epochs = 500;
  std::uint64_t seed = 1;
  Reference reference;

  bool operator==(const Experiment&) const = default;
};

/// Limits on what a file may ask for. Larger numbers are refused by name.
inline constexpr std::size_t kMaximumExperimentBytes = 256 * 1024;
inline constexpr int kMaximumLayers = 64;
inline constexpr int kMaximumLosses = 16;
inline constexpr int kMaximumBatch = 4096;
inline constexpr int kMaximumEpochs = 1'000'000;
inline constexpr std::uint64_t kMaximumSeed = 9'007'199'254'740'991ull;  // the largest integer JavaScript holds exactly

/// The spiral of the front page: 2-8-8-2 tanh, softmax cross-entropy, Adam.
Experiment default_experiment();

/// Reads an experiment file. Unknown keys, unknown names, wrong types and out-of-range values are refused by path.
Result<Experiment> parse_experiment(std::string_view json);

/// Writes it back; parse_experiment(write_experiment(e)) == e. `indent` < 0 gives one line.
std::string write_experiment(const Experiment& experiment, int indent = -1);

/// Sets one field by its path ("optimizer.learning_rate", "model.layers[0].units", "optimizer.type"); `value` is JSON,
/// or a bare word for a string. Changing a `type` sets the options of the new piece to their defaults.
/// Errors: as parse_experiment(); `experiment` is unchanged then.
Status set_field(Experiment& experiment, std::string_view path, std::string_view value);

/// Can this field change while a run is going on, or does it need a new start?
bool is_live_field(const Experiment& experiment, std::string_view path);

/// The largest and smallest value of a field and its label, for editors; nullptr for an unknown path.
const OptionSpec* find_option_spec(const Experiment& experiment, std::string_view path);

}  // namespace downhill
