#pragma once
#include <string>

#include "core/model/auxiliary.hpp"
#include "core/model/network.hpp"
#include "tests/core/support/gradient.hpp"

namespace downhill::test {

/// A network from the "layers" and "losses" of an experiment file on a batch of any shape, softmax cross-entropy at its
/// end: loss and gradients of all it has.
class WholeNet {
 public:
  Experiment experiment;
  Parameters parameters;
  Graph graph;
  Tensor x;
  std::vector<Real> classes;  // of each sample

  /// Fails the test when the net is refused. All numbers are zero.
  WholeNet(const std::string& layers, const std::string& losses, const Shape& shape, std::uint32_t class_count);

  /// Random parameters, inputs and classes.
  void draw(Rng& rng);

  double loss();
  /// loss(), and its gradient in parameters.gradients().
  double gradient();

 private:
  AuxiliaryLosses auxiliary_;
  Rng rng_;
};

/// The largest error of gradient() for random numbers.
GradientError check_whole_net(WholeNet& net, std::uint64_t seed);

}  // namespace downhill::test
