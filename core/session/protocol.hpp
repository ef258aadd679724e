#pragma once
#include <cstdint>
#include <limits>
#include <string>
#include <variant>
#include <vector>

#include "core/base/result.hpp"

/// The engine's protocol: what the interface may ask (Command) and what it hears (Event). Plain values only.
///
/// Every message carries the run it belongs to. configure() and reset() start the run named in their envelope; the
/// interface counts runs up and drops events of older ones. A run is experiment + seed + the list of commands with
/// their steps: the same list gives the same events through the inline, thread and worker clients.
namespace downhill {

inline constexpr std::uint16_t kProtocolVersion = 1;

/// The state of learning after `step` updates. NaN where a value does not exist (accuracy of a regression).
struct Metrics {
  std::uint64_t step = 0;
  double epoch = 0;  // passes over the training set, fractional
  double train_loss = std::numeric_limits<double>::quiet_NaN();
  double test_loss = std::numeric_limits<double>::quiet_NaN();
  double train_accuracy = std::numeric_limits<double>::quiet_NaN();
  double test_accuracy = std::numeric_limits<double>::quiet_NaN();
};

// ---- commands ----

/// Builds data and network from an experiment file. Answer: Ready or Rejected; after Rejected the old run stays.
struct Configure {
  std::string experiment;  // JSON
};
/// The same experiment from step 0 with the same seed. Answer: Ready.
struct Reset {};
/// Trains until paused, or until `until_step` updates when it is not 0. Answer at the end: Stopped(done).
struct Play {
  std::uint64_t until_step = 0;
  std::uint32_t progress_every = 0;  // a Progress event each so many steps; 0: none
};
/// Idempotent. Answer: Stopped(paused).
struct Pause {};
/// Does `count` updates, then Stopped(paused). Counts from 1.
struct Step {
  std::uint32_t count = 1;
};
/// Changes a live field ("optimizer.learning_rate", "batch_size"). Answer only when refused: Rejected.
struct SetField {
  std::string path;
  std::string value;  // JSON
};
/// Writes one weight or bias by hand. Answer only when refused: Rejected.
struct SetParameter {
  std::uint32_t tensor = 0;  // index into Ready::parameters
  std::uint32_t index = 0;   // flat, row-major
  double value = 0;
};
/// Asks for a picture of the state. Answer: Probed.
struct Probe {
  std::uint16_t surface_size = 0;  // side of the decision surface grid; 0: none
  std::uint16_t map_size = 0;      // side of every neuron's heat map; 0: none
  bool parameters = false;
  bool metrics = true;  // loss and accuracy over all points
};
/// Asks for the parameters as a safetensors file. Answer: Saved.
struct Save {};

/// `at_step` > 0: the command (and all behind it) waits until that many updates are done; used by replays.
struct Command {
  std::uint32_t run = 0;
  std::uint64_t at_step = 0;
  std::variant<Configure, Reset, Play, Pause, Step, SetField, SetParameter, Probe, Save> body;
};

// ---- events ----

struct ParameterInfo {
  std::string name;  // "dense1.weight"
  std::vector<std::uint32_t> shape;
  std::uint32_t offset = 0;  // into Probed::parameters
};

/// A layer of the network in drawing order; node 0 holds the input features.
struct NodeInfo {
  std::string name;  // "x", "dense1", "tanh1"
  std::string type;  // op name, "input" for node 0
  std::uint32_t units = 0;
  std::int32_t weight = -1;  // index into Ready::parameters, -1: none
  std::int32_t bias = -1;
};

/// A run stands at step 0: the experiment as understood, the points, the network's tables.
struct Ready {
  std::string experiment;
  std::vector<NodeInfo> nodes;
  std::vector<ParameterInfo> parameters;
  std::uint32_t parameter_count = 0;
  std::uint32_t classes = 0;         // 0: regression
  std::vector<float> points;         // x, y, target for every sample; target is the class index or the value
  std::uint32_t train_samples = 0;   // the first so many points are for training, the rest for testing
  float domain = 6;                  // surface and maps cover [-domain, domain] squared
};
struct Rejected {
  Error error;
};
struct Progress {
  Metrics metrics;
  double batch_loss = 0;  // of the last update's batch
};
enum class StopReason : std::uint8_t { done, paused, diverged };
/// A stopped run keeps its state. Diverged: the parameters are back at the last good step, which `metrics` tells.
struct Stopped {
  StopReason reason = StopReason::paused;
  Metrics metrics;
  std::string layer;              // diverged: the first layer with a value that is not finite or too large
  std::uint64_t failed_step = 0;  // diverged: the step in which it happened
};
struct Probed {
  Metrics metrics;
  bool has_metrics = false;
  bool running = false;
  std::uint16_t surface_size = 0;
  std::uint16_t map_size = 0;
  std::uint16_t surface_outputs = 0;     // 1, or one per class
  std::vector<float> surface;            // [outputs, side, side], row 0 at the top (y = +domain); for one output in
                                         // [-1, 1] (sign = class), for several the softmax probabilities
  std::vector<float> maps;               // [sum of units over nodes, side, side], in node order
  std::vector<float> parameters;         // flat
  std::vector<float> gradient_norms;     // one per parameter tensor: norm of the last batch's gradient
};
struct Saved {
  std::vector<std::uint8_t> file;
};

struct Event {
  std::uint32_t run = 0;
  std::variant<Ready, Rejected, Progress, Stopped, Probed, Saved> body;
};

}  // namespace downhill
