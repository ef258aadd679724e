#pragma once
#include <vector>

#include "core/graph/graph.hpp"
#include "core/losses/loss.hpp"

namespace downhill {

/// The loss of a network on one fixed batch, seen as a function of its weights: what the probes of this folder vary.
///   f(w) = loss(graph(x; w), t) + the price of penalties on activations
/// Every call begins alike (recurrent state at zero, the same random numbers for dropout, the buffers of the
/// beginning), so that differences of two calls come from the weights alone. When an Objective ends, weights, gradients
/// and buffers are what they were when it began, bit for bit: a probe never changes a run.
/// Cost     a copy of all parameters; evaluating does not allocate
/// Not here the regularizer's price and the experiment's further losses; a graph in training is not touched, an Objective
///          has its own
class Objective {
 public:
  Objective(Parameters& parameters, const LossInfo& loss, std::span<const double> options);
  ~Objective();
  Objective(const Objective&) = delete;
  Objective& operator=(const Objective&) = delete;

  /// Builds the net for the batch x [N,...] with its answers t, which must live as long as this. Parameters are shared
  /// by name and must be there already. gradient() needs kTraining, where batch norm uses the batch and dropout drops.
  /// Errors: what the graph refuses; no memory.
  Status bind(std::vector<NodeSpec> nodes, const View& x, const View& t, Graph::Mode mode);

  double loss();

  /// The loss, and its gradient in parameters().gradients().
  double gradient();

  /// Puts the weights of the beginning back.
  void restore_weights();

  Parameters& parameters() { return parameters_; }
  const Graph& graph() const { return graph_; }
  /// The weights of the beginning, in the order of Parameters::values().
  std::span<const Real> origin() const { return values_; }

 private:
  Parameters& parameters_;
  const LossInfo& loss_;
  std::vector<double> options_;
  Graph graph_;
  Rng rng_;
  View answers_;
  std::vector<Real> values_, gradients_, buffers_;  // of the beginning
  std::vector<Real> dy_;
};

}  // namespace downhill
