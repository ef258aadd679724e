#pragma once
#include <vector>

#include "core/graph/graph.hpp"
#include "core/losses/loss.hpp"
#include "core/model/experiment.hpp"

namespace downhill {

/// The further losses of an experiment ("losses") at work: each looks at the output of one layer, and what it costs
/// counts `weight` times beside the loss of the last layer.
///   total = loss + sum_i weight_i loss_i
/// A classifier that helps a deep net from the middle, a distance that arranges the code, a decoder that draws its
/// input.
/// Source   Szegedy et al. 2014, arXiv:1409.4842, section 5 (auxiliary classifiers)
/// Not here their outputs: metrics and pictures are those of the last layer alone
class AuxiliaryLosses {
 public:
  /// Finds layers and losses. `graph` is built for the largest batch; `classes` 0: the data have values.
  /// Errors: an output that is no layer or does not fit its loss, by place ("losses[1].output").
  Status configure(const Experiment& experiment, const Graph& graph, std::uint32_t classes);

  /// The nodes they look at, for Graph::set_heads().
  std::vector<int> nodes() const;

  /// Makes room for the answers of a batch.
  void reserve(std::int64_t batch);

  /// Writes the gradients of all heads but the first, and returns what they cost. Options and weights are those of
  /// `losses`, which may have changed since; `targets` has the class or value of each sample. Does not allocate.
  double evaluate(std::span<const AuxiliaryLoss> losses, std::span<const double> targets, Graph& graph);

 private:
  struct Entry {
    const LossInfo* loss = nullptr;
    int node = 0;
    int targets = 1;  // numbers an answer
    bool of_input = false;
    std::vector<Real> answers;
  };
  View answers_for(Entry& entry, std::span<const double> targets, const Graph& graph) const;

  std::vector<Entry> entries_;
  std::uint32_t classes_ = 0;
};

}  // namespace downhill
