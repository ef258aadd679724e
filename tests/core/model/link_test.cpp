#include "core/model/link.hpp"

#include "core/model/network.hpp"
#include "tests/core/support/experiments.hpp"
#include "tests/core/support/files.hpp"
#include "tests/core/support/test.hpp"

using namespace downhill;
using namespace downhill::test;

namespace {

/// A link carries what is run, not what it is called.
Experiment nameless(Experiment e) {
  const Experiment base = default_experiment();
  e.name = base.name;
  e.title_en = base.title_en;
  e.title_zh = base.title_zh;
  e.reference = base.reference;
  return e;
}

std::string problems(const LinkState& state) {
  std::string text;
  for (const Error& error : state.problems) text += to_string(error) + "; ";
  return text;
}

}  // namespace

TEST_CASE("link: read(write(e)) == e for the files of assets and for any experiment that can be built") {
  for (const std::string& path : experiment_files()) {
    const Experiment e = nameless(parsed(read_text(path)));
    const std::string link = write_link(e);
    CAPTURE(link);
    const LinkState state = read_link(link);
    CHECK(problems(state) == "");
    CHECK(nameless(state.experiment) == e);
  }
  Rng rng(51);
  int built = 0;
  for (int i = 0; i < 15000; ++i) {  // few random layers fit together
    const Experiment e = nameless(random_experiment(rng));
    if (!check_experiment(e).ok()) continue;
    ++built;
    const std::string link = write_link(e);
    CAPTURE(link);
    const LinkState state = read_link(link);
    CHECK(problems(state) == "");
    CHECK(nameless(state.experiment) == e);
  }
  CHECK(built > 200);
}

TEST_CASE("link: the default is short, an empty one is the default, '#' does not matter") {
  CHECK(write_link(default_experiment()) == "v=1");
  for (const char* link : {"", "#", "v=1", "#v=1"}) {
    CAPTURE(link);
    const LinkState state = read_link(link);
    CHECK(state.problems.empty());
    CHECK(state.experiment == default_experiment());
  }
}

TEST_CASE("link: fields of the page pass through, encoded characters are decoded") {
  const LinkState state = read_link(write_link(default_experiment(), {{"lang", "zh"}, {"theme", "dark"}}));
  CHECK(state.problems.empty());
  CHECK(state.page_fields == std::vector<std::pair<std::string, std::string>>{{"lang", "zh"}, {"theme", "dark"}});
  // A lab's settings too, whatever they are called: they are the lab's to check.
  const LinkState lab = read_link("v=1&lab=convolution&lab.stride=2&lab.wish.type=1&lab.=&dataset.noise=0.3");
  CHECK(problems(lab) == "");
  CHECK(lab.page_fields == std::vector<std::pair<std::string, std::string>>{
                               {"lab", "convolution"}, {"lab.stride", "2"}, {"lab.wish.type", "1"}, {"lab.", ""}});
  const LinkState encoded = read_link("v=1&features=x%2Cy%2Csin_x&dataset%2Enoise=0%2E5");
  CHECK(problems(encoded) == "");
  CHECK(encoded.experiment.features.size() == 3);
  CHECK(encoded.experiment.dataset.values[1] == 0.5);
}

TEST_CASE("link: the order of fields does not matter: a type comes first") {
  const LinkState state = read_link("optimizer.momentum=0.5&optimizer.learning_rate=0.2&optimizer.type=momentum");
  CHECK(problems(state) == "");
  CHECK(state.experiment.optimizer == Piece{"momentum", {0.2, 0.5, 0, 0}});
}

TEST_CASE("link: a bad field is named with its range and keeps its default; the others count") {
  struct Bad {
    const char* field;
    const char* place;
    const char* range;
  };
  const Bad bad[] = {{"optimizer.learning_rate=-1", "optimizer.learning_rate", "1e+10"},
                     {"optimizer.learning_rate=NaN", "optimizer.learning_rate", "1e+10"},
                     {"optimizer.learning_rate=1e999", "optimizer.learning_rate", "1e+10"},
                     {"optimizer.learning_rate=", "optimizer.learning_rate", "1e+10"},
                     {"optimizer.learning_rate", "optimizer.learning_rate", "1e+10"},
                     {"dataset.samples=-500", "dataset.samples", "10000"},
                     {"dataset.samples=1e9", "dataset.samples", "10000"},
                     {"dataset.type=donut", "dataset.type", "circle"},
                     {"epochs=abc", "epochs", "whole number from 1 to 1000000"},
                     {"seed=1.5", "seed", "9007199254740991"},
                     {"speed=9", "speed", "known"},
                     {"layers=8-swish-2", "model.layers[1].type", "tanh"},
                     {"layers=8--2", "model.layers[1].type", "tanh"},
                     {"layers=0-2", "model.layers[0].units", "4096"},
                     {"layers=", "model.layers[0].type", "tanh"},
                     {"features=x,q", "features[1]", "sin_x"},
                     {"features=", "features[0]", "sin_x"},
                     {"v=2", "v", "1"}};
  for (const Bad& b : bad) {
    CAPTURE(b.field);
    const LinkState state = read_link(std::string("batch_size=33&") + b.field + "&dataset.noise=0.125");
    REQUIRE(state.problems.size() == 1);
    CHECK(state.problems[0].place == b.place);
    CHECK_MESSAGE(state.problems[0].en.find(b.range) != std::string::npos, state.problems[0].en);
    Experiment expected = default_experiment();
    expected.batch_size = 33;
    expected.dataset.values[1] = 0.125;
    CHECK(state.experiment == expected);
  }
}

TEST_CASE("link: fields that do not fit together are named; what is left can be built") {
  const LinkState state = read_link("dataset.type=three_spirals&layers=4-tanh-2");
  CHECK(!state.problems.empty());
  CHECK(check_experiment(state.experiment).ok());
  CHECK(!read_link("layers=4096-tanh-4096-tanh-4096-tanh-2").problems.empty());
}

TEST_CASE("link: a million layers and a megabyte of junk") {
  std::string layers = "layers=2";
  for (int i = 0; i < 1000000; ++i) layers += "-2";
  for (const std::string& link :
       {layers, std::string(1 << 20, '&'), std::string(1 << 20, '%'), std::string(1 << 20, 'x')}) {
    const LinkState state = read_link(link);
    CHECK(state.experiment == default_experiment());
    CHECK(state.problems.size() == 1);
  }
}

TEST_CASE("link: a number of a layer may have a sign and an exponent, though '-' divides layers") {
  for (const char* slope : {"1e-05", "0.25", "1e-08", "0"}) {
    CAPTURE(slope);
    Experiment e = default_experiment();
    REQUIRE(set_field(e, "model.layers[1].type", "leaky_relu").ok());
    REQUIRE(set_field(e, "model.layers[1].slope", slope).ok());
    REQUIRE(set_field(e, "model.layers[3].type", "prelu").ok());  // its name ends in what an exponent begins with
    const LinkState state = read_link(write_link(e));
    CHECK(problems(state) == "");
    CHECK(state.experiment == e);
  }
}

TEST_CASE("link: other data without layers get the loss and the outputs that suit them") {
  const LinkState three = read_link("v=1&dataset.type=three_spirals");
  CHECK(three.problems.empty());
  CHECK(three.experiment.layers.back().values[0] == 3);
  const LinkState plane = read_link("v=1&dataset.type=plane");
  CHECK(plane.problems.empty());
  CHECK(plane.experiment.loss.type == "mse");
  CHECK(plane.experiment.layers.back().values[0] == 1);
  const LinkState binary = read_link("v=1&loss.type=binary_cross_entropy");
  CHECK(binary.problems.empty());
  CHECK(binary.experiment.layers.back().values[0] == 1);
  // Layers that are given are taken at their word.
  CHECK(read_link("v=1&dataset.type=three_spirals&layers=8-tanh-2").problems.size() == 1);
}
