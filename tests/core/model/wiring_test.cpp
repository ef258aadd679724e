#include <string>

#include "core/model/fields.hpp"
#include "core/model/link.hpp"
#include "core/model/network.hpp"
#include "core/ops/registry.hpp"
#include "tests/core/support/experiments.hpp"
#include "tests/core/support/host.hpp"
#include "tests/core/support/test.hpp"

using namespace downhill;
using namespace downhill::test;

namespace {

/// The default experiment with other layers.
Experiment with_layers(const std::string& layers) {
  Experiment e = default_experiment();
  const Status set = set_field(e, "model.layers", "[" + layers + "]");
  REQUIRE_MESSAGE(set.ok(), (set.ok() ? "" : to_string(set.error())));
  return e;
}

const char* const kResidual =
    R"({"type":"dense","units":4,"name":"first"},{"type":"tanh","name":"a"},{"type":"dense","units":4,"name":"b"},)"
    R"({"type":"add","inputs":["b","a"],"name":"sum"},{"type":"dense","units":4,"parameters":"b","frozen":true},)"
    R"({"type":"concat","inputs":["dense3","input","sum"]},{"type":"dense","units":2})";

}  // namespace

TEST_CASE("wiring: names become indices, shared weights are one tensor, frozen ones are not learned") {
  const Experiment e = with_layers(kResidual);
  const auto nodes = describe_network(e);
  REQUIRE(nodes.ok());
  const std::vector<NodeSpec>& n = nodes.value();
  REQUIRE(n.size() == 8);
  CHECK(n[0].name == "input");
  CHECK(n[4].name == "sum");
  CHECK(n[4].inputs == std::vector<int>{3, 2});
  CHECK(n[5].inputs == std::vector<int>{4});
  CHECK(n[5].parameters == "b");
  CHECK(n[5].frozen);
  CHECK(n[6].name == "concat1");
  CHECK(n[6].inputs == std::vector<int>{5, 0, 4});
  CHECK(n[7].name == "dense4");
  REQUIRE(check_experiment(e).ok());

  Parameters parameters;
  Graph graph;
  REQUIRE(graph.build(n, {5, 2}, parameters).ok());
  REQUIRE(parameters.commit());
  CHECK(parameters.count() == (2 * 4 + 4) + (4 * 4 + 4) + (10 * 2 + 2));
  CHECK(parameters.learned_values().size() == parameters.count() - (4 * 4 + 4));
}

TEST_CASE("wiring: file, set_field and link keep it") {
  const Experiment e = with_layers(kResidual);
  CHECK(parsed(write_experiment(e)) == e);
  const LinkState state = read_link(write_link(e));
  CHECK(state.problems.empty());
  CHECK(state.experiment.layers == e.layers);
  Experiment changed = e;
  REQUIRE(set_field(changed, "model.layers[1].type", "relu").ok());
  CHECK(changed.layers[1].name == "a");
  REQUIRE(set_field(changed, "model.layers[2].frozen", "true").ok());
  CHECK(changed.layers[2].frozen);
  REQUIRE(set_field(changed, "model.layers[4].inputs", R"(["a"])").ok());
  CHECK(changed.layers[4].inputs == std::vector<std::string>{"a"});

  // Numbers with a '-' inside are no borders between layers.
  const Experiment numbers = with_layers(
      R"({"type":"dense","units":4},{"type":"batch_norm","epsilon":1e-06},{"type":"slice","start":-3,"length":2})");
  const LinkState back = read_link(write_link(numbers));
  CHECK(back.problems.empty());
  CHECK(back.experiment.layers == numbers.layers);
}

TEST_CASE("wiring: dangling, cyclic and double names are refused by their place") {
  struct Bad {
    const char* layers;
    const char* place;
    const char* message;
  };
  const Bad bad[] = {
      {R"({"type":"dense","inputs":["nobody"]})", "model.layers[0].inputs[0]",
       "no layer before this one; known: input"},
      {R"({"type":"dense","name":"a","inputs":["a"]})", "model.layers[0].inputs[0]", "no loops"},
      {R"({"type":"dense","name":"a","inputs":["b"]},{"type":"tanh","name":"b"})", "model.layers[0].inputs[0]",
       "model.layers[1]"},
      {R"({"type":"dense","name":"a"},{"type":"tanh","name":"a"})", "model.layers[1].name", "model.layers[0]"},
      {R"({"type":"dense","name":"input"})", "model.layers[0].name", "input"},
      {R"({"type":"dense","name":"dense2"},{"type":"dense"})", "model.layers[1].name", "dense2"},
      {R"({"type":"dense","name":"a"},{"type":"tanh","parameters":"a"})", "model.layers[1].parameters",
       "no tanh layer"},
      {R"({"type":"dense","parameters":"input"})", "model.layers[0].parameters", "no dense layer"},
      {R"({"type":"dense","parameters":"later"},{"type":"dense","name":"later"})", "model.layers[0].parameters",
       "no loops"},
      {R"({"type":"dense","name":"a","units":3},{"type":"dense","parameters":"a","units":3})", "a.weight", "3x2"},
      {R"({"type":"add","inputs":["input"]})", "add1", "2 to 16 inputs"},
      {R"({"type":"reshape","d1":1,"d2":2})", "reshape1", "[N,D]"},
  };
  for (const Bad& b : bad) {
    CAPTURE(b.layers);
    const Status status = check_experiment(with_layers(b.layers));
    REQUIRE(!status.ok());
    CHECK(status.error().place == b.place);
    CHECK_MESSAGE(status.error().en.find(b.message) != std::string::npos, status.error().en);
    CHECK(!status.error().zh.empty());
  }
  Experiment e = default_experiment();
  for (const char* layer :
       {R"({"type":"dense","name":"a b"})", R"({"type":"dense","name":"8"})", R"({"type":"dense","name":""})",
        R"({"type":"dense","inputs":[]})", R"({"type":"dense","inputs":"a"})", R"({"type":"dense","inputs":[7]})",
        R"({"type":"dense","frozen":1})", R"({"type":"dense","parameters":7})"})
    CHECK_MESSAGE(!set_field(e, "model.layers", std::string("[") + layer + "]").ok(), layer);
}

TEST_CASE("wiring: a hostile stack of layers is refused by number, not by overflow") {
  std::string layers = R"({"type":"reshape","d1":1,"d2":1,"d3":2})";
  for (int i = 0; i < 60; ++i) layers += R"(,{"type":"upsample","factor":16})";
  const Status status = check_experiment(with_layers(layers));
  REQUIRE(!status.ok());
  CHECK_MESSAGE(status.error().en.find("268435456") != std::string::npos, to_string(status.error()));
}

TEST_CASE("wiring: no option of an op has the name of a wiring key") {
  for (const OpInfo* op : all_ops())
    for (const OptionSpec& spec : op->info.options)
      for (const char* key : kWiringKeys) CHECK_MESSAGE(std::string_view(spec.name) != key, op->info.name);
}

TEST_CASE("wiring: training leaves frozen weights as they were drawn, also with a penalty, and moves the others") {
  Experiment e = with_layers(R"({"type":"dense","units":5,"frozen":true},{"type":"tanh"},{"type":"dense","units":2})");
  REQUIRE(set_field(e, "regularizer.type", "l2").ok());
  Host host;
  host.configure(write_experiment(e));
  const std::vector<float> before = host.parameters();
  host.train(20);
  const std::vector<float> after = host.parameters();
  REQUIRE(before.size() == 5 * 2 + 5 + 2 * 5 + 2);
  // The learned ones stand first in the block.
  for (std::size_t i = 0; i < before.size(); ++i) CHECK((before[i] == after[i]) == (i >= 12));
}
