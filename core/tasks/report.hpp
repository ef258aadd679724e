#pragma once
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

/// What a task says about itself: plain values that travel through the protocol as they are.
namespace downhill {

/// The state of learning after `step` updates. NaN where a value does not exist (accuracy of a regression).
struct Metrics {
  std::uint64_t step = 0;
  double epoch = 0;  // passes over the training set, fractional
  double train_loss = std::numeric_limits<double>::quiet_NaN();
  double test_loss = std::numeric_limits<double>::quiet_NaN();
  double train_accuracy = std::numeric_limits<double>::quiet_NaN();
  double test_accuracy = std::numeric_limits<double>::quiet_NaN();
};

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
  std::vector<std::uint32_t> shape = {};  // of one sample: {8}, or {6,28,28} for pictures
  std::int32_t weight = -1;               // index into Ready::parameters, -1: none
  std::int32_t bias = -1;
};

/// A run stands at its first step, or at the one that was loaded: the experiment as understood, the points, the
/// network's tables.
struct Ready {
  std::string experiment;
  std::vector<NodeInfo> nodes;
  std::vector<ParameterInfo> parameters;
  std::uint32_t parameter_count = 0;
  std::uint32_t classes = 0;        // 0: regression
  std::vector<float> points;        // x, y, target for every sample; target is the class index or the value
  std::uint32_t train_samples = 0;  // the first so many points are for training, the rest for testing
  std::uint32_t test_samples = 0;
  float domain = 6;  // surface and maps cover [-domain, domain] squared
};
/// Asks for a picture of the state. Answer: Probed.
struct Probe {
  std::uint16_t surface_size = 0;  // side of the decision surface grid; 0: none
  std::uint16_t map_size = 0;      // side of every neuron's heat map; 0: none
  bool parameters = false;
  bool metrics = true;             // loss and accuracy
  std::uint32_t most_samples = 0;  // of each part that they look at; 0: all points, or a glance at the pictures
};
struct Probed {
  Metrics metrics;
  bool has_metrics = false;
  bool running = false;
  std::uint16_t surface_size = 0;
  std::uint16_t map_size = 0;
  std::uint16_t surface_outputs = 0;  // 1, or one per class
  std::vector<float> surface;         // [outputs, side, side], row 0 at the top (y = +domain); for one output in
                                      // [-1, 1] (sign = class), for several the softmax probabilities
  std::vector<float> maps;  // [sum of units over nodes, side, side], in node order; nodes of over 64 units have none
  std::vector<float> parameters;      // flat
  std::vector<float> gradient_norms;  // one per parameter tensor: norm of the last batch's gradient
};

/// Asks for the whole test set to be gone through; learning waits for it. Answer: Examined.
struct Examine {};
/// A test sample that was read wrong.
struct Mistake {
  std::uint32_t sample = 0;  // index for Look
  std::uint32_t truth = 0;
  std::uint32_t guess = 0;
  float sure = 0;                         // the probability that the network gave its guess
  std::vector<std::uint8_t> pixels = {};  // [H,W]; empty for points
};
struct Examined {
  std::uint64_t step = 0;
  double epoch = 0;
  std::uint32_t samples = 0;
  std::uint32_t classes = 0;
  double loss = 0;
  std::vector<std::uint32_t> confusion;  // [truth, guess], counts
  std::vector<Mistake> mistakes;         // the surest first, at most 60
};

/// Asks for one picture and what the network makes of it. Answer: Looked, or Rejected.
struct Look {
  std::uint32_t sample = 0;          // training pictures first, then those for testing
  std::vector<std::uint8_t> pixels;  // or a picture of the user's own, [H,W], 255 = ink
  bool activations = true;
  /// Those of the loss of this picture, through the network as it is used (nothing dropped). Training does not notice.
  bool gradients = false;         // with respect to what every layer gives
  bool weight_gradients = false;  // with respect to the weights
};
struct Looked {
  std::uint64_t step = 0;
  std::uint32_t sample = 0;
  std::int32_t label = -1;           // -1: nobody knows
  std::vector<std::uint8_t> pixels;  // [H,W]
  std::vector<float> activations;    // of every node in order, each [its shape]
  std::vector<float> readout;        // what the loss reads out of the last: probabilities
  std::vector<float> gradients;      // as activations; where nobody knows the label, the network's guess stands for it
  std::vector<float> weight_gradients;  // as Probed::parameters
};

}  // namespace downhill
