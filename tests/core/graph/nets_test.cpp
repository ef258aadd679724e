// Whole networks of every kind the course builds: gradients through all of their layers at once.
#include <string>

#include "core/losses/registry.hpp"
#include "core/model/experiment.hpp"
#include "core/model/network.hpp"
#include "tests/core/support/gradient.hpp"
#include "tests/core/support/test.hpp"

using namespace downhill;
using namespace downhill::test;

namespace {

/// A network from the layers of an experiment file, on an input of any shape, with a loss behind it.
struct Net {
  Parameters parameters;
  Graph graph;
  Rng rng{1};
  const LossInfo& loss = *find_piece(all_losses(), "softmax_cross_entropy");
  std::vector<double> loss_options = parse_options(loss.info, "{}");
  Tensor x, t;

  Net(const std::string& layers, const Shape& shape, Rng& draw, std::uint64_t words = 0)
      : x(random_tensor(shape, draw)) {
    Experiment e = default_experiment();
    const Status set = set_field(e, "model.layers", "[" + layers + "]");
    REQUIRE_MESSAGE(set.ok(), (set.ok() ? "" : to_string(set.error())));
    auto nodes = describe_network(e);
    REQUIRE_MESSAGE(nodes.ok(), (nodes.ok() ? "" : to_string(nodes.error())));
    const Status built = graph.build(std::move(nodes.value()), shape, parameters);
    REQUIRE_MESSAGE(built.ok(), (built.ok() ? "" : to_string(built.error())));
    REQUIRE(parameters.commit());
    REQUIRE(graph.bind(parameters, Graph::kTraining, &rng));
    for (Real& w : parameters.values()) w = static_cast<Real>(0.5 * draw.normal());
    for (Real& number : x.numbers)
      if (words > 0) number = static_cast<Real>(draw.below(words));
    t = random_targets(loss.target, graph.output(graph.last()).shape, draw);
  }
  double forward() {
    rng = Rng(5);
    graph.clear_state();
    std::copy(x.numbers.begin(), x.numbers.end(), graph.output(0).data);
    graph.forward();
    return loss.evaluate(loss_options, graph.output(graph.last()), t.view(), graph.gradient(graph.last())) +
           graph.price();
  }
};

[[maybe_unused]] GradientError check_net(const std::string& layers, const Shape& shape, std::uint64_t seed,
                                         std::uint64_t words = 0) {
  Rng draw(seed);
  Net net(layers, shape, draw, words);
  const auto f = [&net] { return net.forward(); };
  leave_kinks(f, net.parameters.values());
  f();
  net.parameters.clear_gradients();
  net.graph.backward();
  const std::span<const Real> gradients = net.parameters.gradients();
  GradientError error;
  check_gradient(f, net.parameters.values(), std::vector<Real>(gradients.begin(), gradients.end()), "w", error);
  return error;
}

struct Kind {
  const char* name;
  const char* layers;
  Shape input;
  std::uint64_t words;  // the input is so many different words; 0: numbers
};

const Kind kNets[] = {
    {"MLP",
     R"({"type":"dense","units":6},{"type":"batch_norm"},{"type":"relu"},{"type":"dropout","rate":0.3},{"type":"dense","units":5},{"type":"tanh"},{"type":"dense","units":3})",
     {6, 4},
     0},
    {"CNN",
     R"({"type":"conv2d","units":3,"kernel":3,"padding":1},{"type":"batch_norm"},{"type":"relu"},{"type":"max_pool2d"},
               {"type":"conv2d","units":4,"kernel":2,"groups":1},{"type":"gelu"},{"type":"local_response_norm","size":3,"alpha":1},
               {"type":"avg_pool2d","kernel":2,"stride":1},{"type":"flatten"},{"type":"dropout"},{"type":"dense","units":3})",
     {3, 2, 7, 6},
     0},
    {"residual",
     R"({"type":"conv2d","units":3,"kernel":1,"name":"entry"},{"type":"batch_norm"},{"type":"elu","name":"e1"},
                    {"type":"conv2d","units":3,"kernel":3,"padding":1},{"type":"add","inputs":["conv2d2","entry"],"name":"sum"},
                    {"type":"tanh"},{"type":"conv2d","units":3,"kernel":3,"padding":1,"parameters":"conv2d2"},
                    {"type":"add","inputs":["conv2d3","sum","entry"]},{"type":"global_avg_pool"},{"type":"dense","units":3})",
     {3, 2, 4, 4},
     0},
    {"inception",
     R"({"type":"conv2d","units":2,"kernel":1,"inputs":["input"]},{"type":"conv2d","units":3,"kernel":3,"padding":1,"inputs":["input"]},
                     {"type":"max_pool2d","kernel":3,"stride":1,"padding":1,"inputs":["input"]},
                     {"type":"concat","inputs":["conv2d1","conv2d2","max_pool2d1"]},{"type":"tanh"},{"type":"flatten"},{"type":"dense","units":2})",
     {2, 2, 4, 3},
     0},
    {"highway",
     R"({"type":"dense","units":4,"name":"x"},{"type":"dense","units":4},{"type":"tanh","name":"h"},{"type":"dense","units":4,"inputs":["x"]},
                   {"type":"sigmoid","name":"gate"},{"type":"scale","factor":-1,"name":"minus"},{"type":"multiply","inputs":["gate","h"],"name":"new"},
                   {"type":"multiply","inputs":["minus","x"],"name":"old"},{"type":"add","inputs":["new","old","x"]},{"type":"dense","units":3})",
     {5, 3},
     0},
    {"autoencoder",
     R"({"type":"conv2d","units":2,"kernel":3,"stride":2,"padding":1},{"type":"tanh"},{"type":"conv_transpose2d","units":2,"kernel":2},
                       {"type":"sigmoid"},{"type":"crop","top":1},{"type":"upsample","mode":"bilinear"},{"type":"pad","left":1},{"type":"flatten"},{"type":"dense","units":2})",
     {2, 1, 4, 6},
     0},
    {"sparse and contractive codes",
     R"({"type":"contractive","units":4,"activation":"tanh"},{"type":"dense","units":4},{"type":"sigmoid"},
                       {"type":"kl_sparsity","rho":0.2},{"type":"add","inputs":["kl_sparsity1","contractive1"]},
                       {"type":"contractive","units":3,"strength":1},{"type":"dense","units":2})",
     {5, 3},
     0},
    {"RNN",
     R"({"type":"embedding","vocabulary":7,"width":3},{"type":"rnn","units":4},{"type":"rnn","units":3,"output":"last"},{"type":"dense","units":3})",
     {3, 5},
     7},
    {"LSTM",
     R"({"type":"embedding","vocabulary":7,"width":3},{"type":"lstm","units":4},{"type":"layer_norm"},{"type":"lstm","units":3,"carry":true},
                {"type":"slice","start":-1},{"type":"flatten"},{"type":"dense","units":3})",
     {3, 4},
     7},
    {"GRU",
     R"({"type":"embedding","vocabulary":5,"width":3},{"type":"gru","units":4},{"type":"mean"},{"type":"dense","units":3})",
     {3, 5},
     5},
    {"attention",
     R"({"type":"embedding","vocabulary":6,"width":4,"name":"words"},{"type":"positional_encoding","kind":"learned"},{"type":"layer_norm","name":"n1"},
                     {"type":"multi_head_attention","heads":2,"causal":true},{"type":"add","inputs":["multi_head_attention1","positional_encoding1"],"name":"r1"},
                     {"type":"layer_norm","name":"n2"},{"type":"multi_head_attention","heads":2,"inputs":["n2","words"]},{"type":"gelu"},
                     {"type":"add","inputs":["gelu1","r1"]},{"type":"mean"},{"type":"dense","units":3})",
     {2, 4},
     6},
};

}  // namespace

#ifdef DOWNHILL_REAL_DOUBLE
TEST_CASE(
    "gradient check: MLP, CNN, residual, inception, highway, autoencoder, penalised, RNN, LSTM, GRU and attention "
    "nets") {
  for (const Kind& kind : kNets)
    for (std::uint64_t seed = 1; seed <= 2; ++seed) {
      CAPTURE(kind.name);
      const GradientError error = check_net(kind.layers, kind.input, seed, kind.words);
      CAPTURE(error.place);
      CHECK(error.worst < 1e-6);
    }
}
#endif

TEST_CASE("graph: memory that serves again gives the same answers from less of it") {
  for (const Kind& kind : kNets) {
    CAPTURE(kind.name);
    Rng draw(3);
    Net net(kind.layers, kind.input, draw, kind.words);
    Graph plain, reuse;
    REQUIRE(plain.build(net.graph.nodes(), kind.input, net.parameters).ok());
    REQUIRE(reuse.build(net.graph.nodes(), kind.input, net.parameters).ok());
    REQUIRE(plain.bind(net.parameters, Graph::kEvaluation));
    REQUIRE(reuse.bind(net.parameters, Graph::kEvaluation, nullptr, Graph::kReuse));
    CHECK(reuse.planned_bytes(Graph::kEvaluation, Graph::kReuse) < plain.planned_bytes(Graph::kEvaluation));
    for (int round = 0; round < 2; ++round)
      for (Graph* graph : {&plain, &reuse}) {
        std::copy(net.x.numbers.begin(), net.x.numbers.end(), graph->output(0).data);
        graph->forward();
      }
    const std::span<const Real> a = plain.output(plain.last()).span(), b = reuse.output(reuse.last()).span();
    CHECK(std::equal(a.begin(), a.end(), b.begin(), b.end()));
  }
}

TEST_CASE("graph: gradients whose memory serves again are the same, from less of it") {
  std::uint64_t plain_bytes = 0, reuse_bytes = 0;
  for (const Kind& kind : kNets) {
    CAPTURE(kind.name);
    Rng draw(4);
    Net net(kind.layers, kind.input, draw, kind.words);
    const auto gradients_of = [&net] {
      // The second pass finds what the first one left.
      for (int round = 0; round < 2; ++round) {
        net.forward();
        net.parameters.clear_gradients();
        net.graph.backward();
      }
      const std::span<const Real> gradients = net.parameters.gradients();
      return std::vector<Real>(gradients.begin(), gradients.end());
    };
    const std::vector<Real> plain = gradients_of();
    REQUIRE(net.graph.bind(net.parameters, Graph::kTraining, &net.rng, Graph::kReuse));
    CHECK(gradients_of() == plain);
    plain_bytes += net.graph.planned_bytes(Graph::kTraining);
    reuse_bytes += net.graph.planned_bytes(Graph::kTraining, Graph::kReuse);
  }
  CHECK(reuse_bytes < plain_bytes);
}
