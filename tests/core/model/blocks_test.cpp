// Blocks: several layers under one name.
#include "core/model/blocks/registry.hpp"
#include "core/model/fields.hpp"
#include "core/model/link.hpp"
#include "core/model/network.hpp"
#include "core/ops/registry.hpp"
#include "tests/core/support/host.hpp"
#include "tests/core/support/test.hpp"
#include "tests/core/support/whole_net.hpp"

using namespace downhill;
using namespace downhill::test;

namespace {

/// {"type":"residual","units":4,...} of a sample.
std::string block_json(const BlockInfo& block, std::string_view options, const std::string& more = "") {
  const std::string inner(options.substr(1, options.size() - 2));
  return "{\"type\":\"" + std::string(block.info.name) + "\"" + (inner.empty() ? "" : "," + inner) + more + "}";
}

Experiment with_layers(const std::string& layers) {
  Experiment e = default_experiment();
  const Status set = set_field(e, "model.layers", "[" + layers + "]");
  REQUIRE_MESSAGE(set.ok(), (set.ok() ? "" : to_string(set.error())));
  return e;
}

std::vector<NodeSpec> nodes_of(const std::string& layers) {
  auto nodes = describe_network(with_layers(layers));
  REQUIRE_MESSAGE(nodes.ok(), (nodes.ok() ? "" : to_string(nodes.error())));
  return nodes.value();
}

}  // namespace

#ifdef DOWNHILL_REAL_DOUBLE
TEST_CASE("gradient check: every block, every sample") {
  for (const BlockInfo* block : all_blocks()) {
    CHECK_MESSAGE(!block->info.samples.empty(), block->info.name);
    for (const Sample& sample : block->info.samples)
      for (std::uint64_t seed = 1; seed <= 2; ++seed) {
        CAPTURE(block->info.name);
        CAPTURE(sample.options);
        WholeNet net("[" + block_json(*block, sample.options) + R"(,{"type":"flatten"},{"type":"dense","units":3}])",
                     "[]", parse_shapes(sample.shapes).at(0), 3);
        const GradientError error = check_whole_net(net, seed);
        CAPTURE(error.place);
        CHECK(error.worst < 1e-6);
      }
  }
}
#endif

TEST_CASE("blocks: the layers bear the block's name, the last one alone; the next layer reads it") {
  const std::vector<NodeSpec> nodes =
      nodes_of(R"({"type":"dense","units":4},{"type":"residual","units":4},{"type":"dense","units":4,"name":"mid"},
                  {"type":"residual","units":4,"name":"r","inputs":["dense1"]},{"type":"residual","units":4,"parameters":"r","frozen":true},
                  {"type":"dense","units":2,"inputs":["residual1"]})");
  const auto index = [&](const std::string& name) {
    for (std::size_t i = 0; i < nodes.size(); ++i)
      if (nodes[i].name == name) return static_cast<int>(i);
    FAIL("no node " << name);
    return -1;
  };
  CHECK(nodes[static_cast<std::size_t>(index("mid"))].inputs == std::vector<int>{index("residual1")});
  CHECK(nodes[static_cast<std::size_t>(index("residual1_first"))].inputs == std::vector<int>{index("dense1")});
  CHECK(nodes[static_cast<std::size_t>(index("r_sum"))].inputs == std::vector<int>{index("r_second"), index("dense1")});
  const NodeSpec& shared = nodes[static_cast<std::size_t>(index("residual3_second"))];
  CHECK(shared.parameters == "r_second");
  CHECK(shared.frozen);
  CHECK(nodes.back().name == "dense3");  // layers of blocks are not counted
  CHECK(nodes.back().inputs == std::vector<int>{index("residual1")});
}

TEST_CASE("blocks: what does not fit is refused, with the block in the place") {
  struct Bad {
    const char* layers;
    const char* place;
    const char* says;
  };
  const Bad bads[] = {
      {R"({"type":"residual","units":3},{"type":"dense","units":2})", "residual1_sum", "one shape"},
      {R"({"type":"highway","units":3,"name":"h"},{"type":"dense","units":2})", "h_carried", "one shape"},
      {R"({"type":"inception"},{"type":"dense","units":2})", "inception1_one_sums", "[N,C,H,W]"},
      {R"({"type":"dense","units":2},{"type":"residual","inputs":["input","dense1"]})", "model.layers[1].inputs",
       "one input"},
      {R"({"type":"residual","inputs":["nowhere"]})", "model.layers[0].inputs[0]", "nowhere"},
      {R"({"type":"residual","inputs":["dense1"]},{"type":"dense","units":2})", "model.layers[0].inputs[0]",
       "no loops"},
      {R"({"type":"dense","units":2,"name":"residual1_sum"},{"type":"residual","units":2})", "model.layers[1].name",
       "model.layers[0]"},
      {R"({"type":"residual","units":2,"name":"r"},{"type":"residual","units":2,"projection":true,"parameters":"r"})",
       "model.layers[1].parameters", "r_shortcut"}};
  for (const Bad& bad : bads) {
    CAPTURE(bad.layers);
    const Status status = check_experiment(with_layers(bad.layers));
    REQUIRE(!status.ok());
    CHECK(status.error().place == bad.place);
    CHECK_MESSAGE(status.error().en.find(bad.says) != std::string::npos, to_string(status.error()));
  }
}

TEST_CASE("refusals: what every block rejects, it rejects with the message it registers") {
  for (const BlockInfo* block : all_blocks())
    for (const Reject& reject : block->info.rejects) {
      CAPTURE(block->info.name);
      CAPTURE(reject.options);
      Experiment e = default_experiment();
      Status status = set_field(e, "model.layers", "[" + block_json(*block, reject.options) + "]");
      if (status.ok()) {
        Graph graph;
        Parameters parameters;
        status = graph.build(describe_network(e).value(), parse_shapes(reject.shapes).at(0), parameters);
      }
      REQUIRE(!status.ok());
      CHECK_MESSAGE(to_string(status.error()).find(reject.message) != std::string::npos, to_string(status.error()));
    }
}

TEST_CASE("blocks: files and links carry them; they have a name of their own and no option that is a wiring key") {
  const Experiment e = with_layers(
      R"({"type":"dense","units":4},{"type":"residual","units":4,"activation":"tanh"},{"type":"highway","name":"h","gate_bias":-1.5},
         {"type":"residual","units":4,"projection":true,"parameters":"residual1"},{"type":"dense","units":2})");
  CHECK(parse_experiment(write_experiment(e)).value() == e);
  const Experiment fits = with_layers(R"({"type":"dense","units":4},{"type":"residual","units":4,"activation":"tanh"},
                                         {"type":"highway","name":"h","gate_bias":-1.5},{"type":"dense","units":2})");
  const LinkState state = read_link(write_link(fits));
  CHECK(state.problems.empty());
  CHECK(state.experiment.layers == fits.layers);
  for (const BlockInfo* block : all_blocks()) {
    CHECK(find_piece(all_ops(), block->info.name) == nullptr);
    for (const OptionSpec& spec : block->info.options)
      for (const char* key : kWiringKeys) CHECK_MESSAGE(std::string_view(spec.name) != key, block->info.name);
  }
}

TEST_CASE("blocks: thirty highway layers learn the circle, thirty plain ones do not") {
  const auto accuracy = [](const std::string& layer) {
    std::string layers = R"({"type":"dense","units":6})";
    for (int i = 0; i < 30; ++i) layers += "," + layer;
    Experiment e = with_layers(layers + R"(,{"type":"dense","units":2})");
    REQUIRE(set_field(e, "dataset.type", "circle").ok());
    REQUIRE(set_field(e, "optimizer.learning_rate", "0.01").ok());
    Host host;
    host.configure(write_experiment(e));
    return host.train(1000).metrics.test_accuracy;
  };
  CHECK(accuracy(R"({"type":"highway","units":6})") > 0.95);
  CHECK(accuracy(R"({"type":"dense","units":6},{"type":"sigmoid"})") < 0.8);
}
