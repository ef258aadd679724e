#include "tests/core/support/whole_net.hpp"

#include <algorithm>

#include "core/losses/registry.hpp"
#include "tests/core/support/test.hpp"

namespace downhill::test {

namespace {

void require(const Status& status) {
  REQUIRE_MESSAGE(status.ok(), (status.ok() ? "" : to_string(status.error())));
}

const LossInfo& main_loss() {
  return *find_piece(all_losses(), "softmax_cross_entropy");
}

}  // namespace

WholeNet::WholeNet(const std::string& layers, const std::string& losses, const Shape& shape, std::uint32_t class_count)
    : experiment(default_experiment()), x(shape), classes(static_cast<std::size_t>(shape[0])) {
  require(set_field(experiment, "model.layers", layers));
  require(set_field(experiment, "losses", losses));
  auto nodes = describe_network(experiment);
  REQUIRE_MESSAGE(nodes.ok(), (nodes.ok() ? "" : to_string(nodes.error())));
  require(graph.build(std::move(nodes.value()), shape, parameters));
  require(auxiliary_.configure(experiment, graph, class_count));
  auxiliary_.reserve(shape[0]);
  graph.set_heads(auxiliary_.nodes());
  REQUIRE(parameters.commit());
  REQUIRE(graph.bind(parameters, Graph::kTraining, &rng_));
}

void WholeNet::draw(Rng& rng) {
  x = random_tensor(x.shape, rng);
  for (Real& w : parameters.values()) w = static_cast<Real>(0.5 * rng.normal());
  const std::int64_t units = graph.plan(graph.last()).y.sample_count();
  for (Real& c : classes) c = static_cast<Real>(rng.below(static_cast<std::uint64_t>(units)));
}

double WholeNet::loss() {
  rng_ = Rng(5);
  std::copy(x.numbers.begin(), x.numbers.end(), graph.output(0).data);
  graph.forward();
  const std::vector<double> options = default_piece(main_loss().info).values;
  const View t{classes.data(), {x.shape[0]}};
  const double value = main_loss().evaluate(options, graph.output(graph.last()), t, graph.head_gradient(0));
  return value + auxiliary_.evaluate(experiment.losses, std::vector<double>(classes.begin(), classes.end()), graph) +
         graph.price();
}

double WholeNet::gradient() {
  const double value = loss();
  parameters.clear_gradients();
  graph.backward();
  return value;
}

GradientError check_whole_net(WholeNet& net, std::uint64_t seed) {
  Rng rng(seed);
  net.draw(rng);
  const auto f = [&net] { return net.loss(); };
  leave_kinks(f, net.parameters.values());
  net.gradient();
  const std::span<const Real> found = net.parameters.gradients();
  const std::vector<Real> gradients(found.begin(), found.end());
  GradientError error;
  check_gradient(f, net.parameters.values(), gradients, "w", error);
  return error;
}

}  // namespace downhill::test
