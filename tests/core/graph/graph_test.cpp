#include "core/graph/graph.hpp"

#include <cmath>
#include <string>

#include "core/initializers/registry.hpp"
#include "core/losses/registry.hpp"
#include "core/ops/registry.hpp"
#include "tests/core/support/gradient.hpp"
#include "tests/core/support/test.hpp"

using namespace downhill;
using namespace downhill::test;

namespace {

NodeSpec node(const std::string& name, const char* type, const char* options, std::vector<int> inputs) {
  const OpInfo* op = find_piece(all_ops(), type);
  REQUIRE(op != nullptr);
  return {name, op, parse_options(op->info, options), std::move(inputs)};
}

NodeSpec input() {
  return {"input", nullptr, {}, {}};
}

/// A graph with a loss behind it.
struct Net {
  Graph graph;
  Parameters parameters;
  const LossInfo& loss;
  std::vector<double> loss_options;
  Tensor x, t;

  Net(std::vector<NodeSpec> nodes, const Shape& shape, const char* loss_name)
      : loss(*find_piece(all_losses(), loss_name)), loss_options(parse_options(loss.info, "{}")), x(shape) {
    const Status built = graph.build(std::move(nodes), shape, parameters);
    REQUIRE_MESSAGE(built.ok(), (built.ok() ? "" : to_string(built.error())));
    REQUIRE(parameters.commit());
    REQUIRE(graph.bind(parameters, Graph::kTraining));
  }
  void draw(Rng& rng) {
    x = random_tensor(x.shape, rng);
    t = random_targets(loss.target, graph.output(graph.last()).shape, rng);
    for (Real& w : parameters.values()) w = static_cast<Real>(0.7 * rng.normal());
  }
  double forward() {
    std::copy(x.numbers.begin(), x.numbers.end(), graph.output(0).data);
    graph.forward();
    return loss.evaluate(loss_options, graph.output(graph.last()), t.view(), graph.gradient(graph.last()));
  }
  void backward() {
    forward();
    parameters.clear_gradients();
    graph.backward();
  }
};

#ifdef DOWNHILL_REAL_DOUBLE
/// Differences of two widths disagree where a ReLU bends between them.
bool bends(const std::function<double()>& f, Real& x) {
  const double wide = numerical_gradient(f, x, 1e-3), narrow = numerical_gradient(f, x, 4e-4);
  return relative_error(wide, narrow, kGradientFloor) > 2e-7;
}

GradientError check_net(Net& net, std::uint64_t seed) {
  Rng rng(seed);
  const auto f = [&net] { return net.forward(); };
  // A point on a bend is moved away by drawing another one; a right net has a smooth point among the first few.
  for (int attempt = 0; attempt < 40; ++attempt) {
    net.draw(rng);
    bool smooth = true;
    for (Real& w : net.parameters.values()) smooth = smooth && !bends(f, w);
    if (!smooth) continue;
    net.backward();
    GradientError error;
    check_gradient(f, net.parameters.values(),
                   std::vector<Real>(net.parameters.gradients().begin(), net.parameters.gradients().end()), "w", error);
    return error;
  }
  return {1e9, "no smooth point"};
}

std::vector<NodeSpec> chain(const char* activation, int layers, const char* outputs) {
  std::vector<NodeSpec> nodes = {input()};
  for (int i = 1; i <= layers; ++i) {
    nodes.push_back(node("dense" + std::to_string(i), "dense", R"({"units":4})", {2 * i - 2}));
    nodes.push_back(node(activation + std::to_string(i), activation, "{}", {2 * i - 1}));
  }
  nodes.push_back(node("out", "dense", outputs, {2 * layers}));
  return nodes;
}
#endif

}  // namespace

#ifdef DOWNHILL_REAL_DOUBLE
TEST_CASE("gradient check: whole nets, every activation, every loss") {
  for (const OpInfo* op : all_ops()) {
    if (!op->is_activation) continue;
    for (const LossInfo* loss : all_losses()) {
      CAPTURE(op->info.name);
      CAPTURE(loss->info.name);
      const bool one = loss->target == TargetKind::probability;
      Net net(chain(op->info.name, 2, one ? R"({"units":1})" : R"({"units":3})"), {5, 2}, loss->info.name);
      const GradientError error = check_net(net, 3);
      CAPTURE(error.place);
      CHECK(error.worst < 1e-6);
    }
  }
}

TEST_CASE("gradient check: a parameter used twice in one net") {
  const auto with_second = [](const char* second_name) {
    return std::vector<NodeSpec>{input(),
                                 node("dense1", "dense", R"({"units":3})", {0}),
                                 node("tanh1", "tanh", "{}", {1}),
                                 node("same", "dense", R"({"units":3})", {2}),
                                 node("tanh2", "tanh", "{}", {3}),
                                 node(second_name, "dense", R"({"units":3})", {4}),
                                 node("sigmoid1", "sigmoid", "{}", {5}),
                                 node("out", "dense", R"({"units":2})", {6})};
  };
  Net shared(with_second("same"), {4, 2}, "softmax_cross_entropy"),
      own(with_second("other"), {4, 2}, "softmax_cross_entropy");
  CHECK(shared.parameters.count() + 12 == own.parameters.count());
  CHECK(check_net(shared, 4).worst < 1e-6);
  CHECK(check_net(own, 4).worst < 1e-6);
}
#endif

TEST_CASE("graph: a branch that ends in nothing does not disturb") {
  // "a" is read twice, so its gradient is a sum over edges; "dead" sends nothing back.
  std::vector<NodeSpec> nodes = {input(), node("a", "dense", R"({"units":3})", {0}), node("dead", "tanh", "{}", {1}),
                                 node("b", "tanh", "{}", {1}), node("out", "dense", R"({"units":1})", {3})};
  Net branched(nodes, {4, 2}, "mse");
  nodes.erase(nodes.begin() + 2);
  nodes[2].inputs = {1};
  nodes[3].inputs = {2};
  Net plain(nodes, {4, 2}, "mse");
  Rng first(9), second(9);
  branched.draw(first);
  plain.draw(second);
  branched.backward();
  plain.backward();
  CHECK(largest_error(branched.parameters.gradients(), plain.parameters.gradients(), 0.1) < 1e-6);
}

TEST_CASE("graph: a smaller batch gives the same answers; evaluation equals training") {
  const std::vector<NodeSpec> nodes = {input(), node("a", "dense", R"({"units":5})", {0}), node("b", "relu", "{}", {1}),
                                       node("out", "dense", R"({"units":2})", {2})};
  Net net(nodes, {7, 3}, "mse");
  Rng rng(1);
  net.draw(rng);
  net.forward();
  const std::vector<Real> all(net.graph.output(3).data, net.graph.output(3).data + 14);

  Graph evaluation;
  REQUIRE(evaluation.build(nodes, {64, 3}, net.parameters).ok());
  CHECK(net.parameters.count() == 3 * 5 + 5 + 5 * 2 + 2);  // shared by name, not declared again
  REQUIRE(evaluation.bind(net.parameters, Graph::kEvaluation));
  for (const std::int64_t batch : {1, 3, 7, 2}) {
    CAPTURE(batch);
    evaluation.set_batch(batch);
    std::copy_n(net.x.numbers.begin(), static_cast<std::size_t>(batch) * 3, evaluation.output(0).data);
    evaluation.forward();
    CHECK(evaluation.output(3).shape == Shape{batch, 2});
    for (std::int64_t i = 0; i < 2 * batch; ++i)
      CHECK(evaluation.output(3).data[i] == doctest::Approx(all[static_cast<std::size_t>(i)]).epsilon(1e-6));
  }
}

TEST_CASE("graph: a refusal names the node; a shared name with another shape is refused") {
  Parameters parameters;
  Graph graph;
  const Status two_inputs = graph.build(
      {input(), node("first", "tanh", "{}", {0}), node("second", "tanh", "{}", {0, 1})}, {4, 2}, parameters);
  REQUIRE(!two_inputs.ok());
  CHECK(two_inputs.error().place == "second");
  const Status shapes =
      graph.build({input(), node("a", "dense", R"({"units":3})", {0}), node("a", "dense", R"({"units":2})", {1})},
                  {4, 2}, parameters);
  REQUIRE(!shapes.ok());
  CHECK(shapes.error().place == "a.weight");
  CHECK(shapes.error().en.find("3x2") != std::string::npos);
}

TEST_CASE("parameters: initialize draws weights and leaves biases at their own start") {
  Net net({input(), node("a", "dense", R"({"units":50})", {0})}, {1, 40}, "mse");
  Rng rng(2);
  const InitializerInfo& he = *find_piece(all_initializers(), "he");
  net.parameters.initialize(he, parse_options(he.info, "{}"), rng);
  double square = 0;
  for (const Real w : net.parameters.value(0).span()) square += static_cast<double>(w * w);
  CHECK(std::sqrt(square / 2000) == doctest::Approx(std::sqrt(2.0 / 40)).epsilon(0.1));
  for (const Real b : net.parameters.value(1).span()) CHECK(b == 0);
}

TEST_CASE(
    "parameters: recurrent weights may begin as a copy or a rotation in every gate; the net's initializer draws the "
    "others") {
  for (const char* name : {"rnn", "lstm", "gru"})
    for (const char* start : {"identity", "orthogonal"}) {
      CAPTURE(name);
      CAPTURE(start);
      const std::string options = R"({"units":4,"recurrent_initializer":")" + std::string(start) + "\"}";
      Net net({input(), node("a", name, options.c_str(), {0})}, {2, 3, 5}, "mse");
      Rng rng(2);
      const InitializerInfo& constant = *find_piece(all_initializers(), "constant");
      net.parameters.initialize(constant, parse_options(constant.info, R"({"value":0.25})"), rng);
      for (const Real w : net.parameters.value(0).span()) CHECK(w == Real(0.25));
      const std::span<const Real> state = net.parameters.value(1).span();
      REQUIRE(state.size() % 16 == 0);
      for (std::size_t gate = 0; gate < state.size(); gate += 16)
        for (std::size_t i = 0; i < 4; ++i)
          for (std::size_t j = 0; j < 4; ++j) {
            double product = 0;  // of rows i and j: Q Q^T = I
            for (std::size_t k = 0; k < 4; ++k)
              product += static_cast<double>(state[gate + 4 * i + k]) * static_cast<double>(state[gate + 4 * j + k]);
            CHECK(product == doctest::Approx(i == j ? 1 : 0).epsilon(1e-5));
            if (start == std::string("identity")) CHECK(state[gate + 4 * i + j] == Real(i == j ? 1 : 0));
          }
      for (std::size_t b = 2; b < 4; ++b)
        for (const Real bias : net.parameters.value(static_cast<int>(b)).span()) CHECK(bias == 0);
    }
}
