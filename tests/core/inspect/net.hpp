#pragma once
#include <string>

#include "core/inspect/objective.hpp"
#include "core/losses/registry.hpp"
#include "core/model/experiment.hpp"
#include "core/model/network.hpp"
#include "tests/core/support/gradient.hpp"
#include "tests/core/support/test.hpp"

namespace downhill::test {

/// The nodes that the layers of an experiment file describe.
inline std::vector<NodeSpec> nodes_of(const std::string& layers) {
  Experiment e = default_experiment();
  const Status set = set_field(e, "model.layers", "[" + layers + "]");
  REQUIRE_MESSAGE(set.ok(), (set.ok() ? "" : to_string(set.error())));
  auto nodes = describe_network(e);
  REQUIRE_MESSAGE(nodes.ok(), (nodes.ok() ? "" : to_string(nodes.error())));
  return nodes.value();
}

/// A net that has parameters, a batch and answers, all random; what a probe is made for.
struct ProbedNet {
  std::vector<NodeSpec> nodes;
  Parameters parameters;
  Graph graph;  // only to declare the parameters
  const LossInfo& loss;
  std::vector<double> loss_options;
  Tensor x, t;

  ProbedNet(std::vector<NodeSpec> described, const Shape& shape, const char* loss_name, std::uint64_t seed,
            std::uint64_t words = 0, const char* options = "{}")
      : nodes(std::move(described)),
        loss(*find_piece(all_losses(), loss_name)),
        loss_options(parse_options(loss.info, options)) {
    Rng draw(seed);
    const Status built = graph.build(nodes, shape, parameters);
    REQUIRE_MESSAGE(built.ok(), (built.ok() ? "" : to_string(built.error())));
    REQUIRE(parameters.commit());
    x = random_tensor(shape, draw);
    for (Real& number : x.numbers)
      if (words > 0) number = static_cast<Real>(draw.below(words));
    t = random_targets(loss.target, graph.plan(graph.last()).y, draw);
    for (Real& w : parameters.values()) w = static_cast<Real>(0.5 * draw.normal());
    for (Real& g : parameters.gradients()) g = static_cast<Real>(draw.normal());
  }
};

/// An Objective bound to a net.
struct Probing : Objective {
  explicit Probing(ProbedNet& net, Graph::Mode mode = Graph::kTraining)
      : Objective(net.parameters, net.loss, net.loss_options) {
    const Status bound = bind(net.nodes, net.x.view(), net.t.view(), mode);
    REQUIRE_MESSAGE(bound.ok(), (bound.ok() ? "" : to_string(bound.error())));
  }
};

/// All that a probe must leave as it was.
struct Everything {
  std::vector<Real> values, gradients, buffers;
  explicit Everything(const Parameters& p)
      : values(p.values().begin(), p.values().end()),
        gradients(p.gradients().begin(), p.gradients().end()),
        buffers(p.buffers().begin(), p.buffers().end()) {}
  bool operator==(const Everything&) const = default;
};

}  // namespace downhill::test
