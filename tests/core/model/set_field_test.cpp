#include <string>

#include "core/model/experiment.hpp"
#include "tests/core/support/test.hpp"

using namespace downhill;

namespace {

/// The experiment after one set_field on the default; fails the test when it is refused.
Experiment with(const char* path, const char* value) {
  Experiment e = default_experiment();
  const Status status = set_field(e, path, value);
  CHECK_MESSAGE(status.ok(), (status.ok() ? "" : to_string(status.error())));
  return e;
}

/// The message of a refusal; the experiment must be unchanged.
std::string refusal(const char* path, const char* value) {
  Experiment e = default_experiment();
  const Status status = set_field(e, path, value);
  CHECK(e == default_experiment());
  REQUIRE_MESSAGE(!status.ok(), path << " = " << value);
  CHECK(!status.error().zh.empty());
  return to_string(status.error());
}

}  // namespace

TEST_CASE("set_field: reaches every field by its path") {
  CHECK(with("optimizer.learning_rate", "0.1").optimizer.values[0] == 0.1);
  CHECK(with("dataset.noise", "0.25").dataset.values[1] == 0.25);
  CHECK(with("model.layers[2].units", "5").layers[2].values[0] == 5);
  CHECK(with("model.layers[0].bias", "false").layers[0].values[1] == 0);
  CHECK(with("batch_size", "32").batch_size == 32);
  CHECK(with("epochs", "3").epochs == 3);
  CHECK(with("seed", "9007199254740991").seed == kMaximumSeed);
  CHECK(with("name", "mine").name == "mine");
  CHECK(with("name", "\"quoted\"").name == "quoted");
  CHECK(with("title.zh", "标题").title_zh == "标题");
  CHECK(with("features", R"(["x","sin_y"])").features == std::vector<std::string>{"x", "sin_y"});
  CHECK(with("model.layers", R"([{"type":"dense","units":2}])").layers.size() == 1);
  CHECK(with("reference.train_loss.at_most", "0.5").reference.train_loss_at_most == 0.5);
  CHECK(with("model.layers[1].type", "relu").layers[1].type == "relu");
}

TEST_CASE("set_field: another type starts with its own defaults, the same type changes nothing") {
  const Experiment momentum = with("optimizer.type", "momentum");
  REQUIRE(momentum.optimizer.values.size() >= 2);
  CHECK(momentum.optimizer.values[1] == 0.9);
  Experiment e = with("optimizer.learning_rate", "0.5");
  CHECK(set_field(e, "optimizer.type", "adam").ok());
  CHECK(e.optimizer.values[0] == 0.5);
  CHECK(with("model.layers[1].type", "dense").layers[1].values.size() == 3);
}

TEST_CASE("set_field: refuses by place and range, and changes nothing") {
  CHECK(refusal("optimizer.learning_rate", "-1").find("optimizer.learning_rate: must be a number from 0 to 1e+10") ==
        0);
  CHECK(refusal("optimizer.learning_rate", "NaN").find("optimizer.learning_rate") == 0);
  CHECK(refusal("optimizer.learning_rate", "1e999").find("optimizer.learning_rate") == 0);
  CHECK(refusal("optimizer.learning_rate", "").find("optimizer.learning_rate") == 0);
  CHECK(refusal("batch_size", "2.5").find("batch_size: must be a whole number from 1 to 4096") == 0);
  CHECK(refusal("dataset.type", "donut").find("circle") != std::string::npos);
  CHECK(refusal("model.layers[9].units", "3").find("model.layers[9].units") == 0);
  CHECK(refusal("model.layers[99999999999999999999].units", "3") != "");
  for (const char* path : {"", ".", "optimizer", "optimizer.", "optimizer.speed", "optimizer.learning_rate.x",
                           "model.layers[", "model.layers[x]", "model.layers[-1].units", "model.layers[0",
                           "model.layers[0]units", "[0]", "a.b.c", "seed[0]", "features.x"})
    CHECK(refusal(path, "3") != "");
}

TEST_CASE(
    "set_field: a text that is not UTF-8, or too long, is refused; it could not be written to a file (found by "
    "fuzzing)") {
  for (const std::string& bad :
       {std::string("g_") + std::string(67, '\x93'), std::string("caf\xe9"), std::string(300, 'a')}) {
    Experiment e = default_experiment();
    const Status set = set_field(e, "name", bad);
    REQUIRE_FALSE(set.ok());
    CHECK(to_string(set.error()).find("name: ") == 0);
    CHECK(e == default_experiment());
  }
  Experiment e = default_experiment();
  CHECK_FALSE(set_field(e, "title.en", std::string(300, 'a')).ok());
  CHECK(set_field(e, "name", "螺旋").ok());
  CHECK(e.name == "螺旋");
}

TEST_CASE("find_option_spec: the record behind a path; live fields") {
  const Experiment e = default_experiment();
  const auto name = [&](const char* path) {
    const OptionSpec* spec = find_option_spec(e, path);
    return spec == nullptr ? std::string("none") : std::string(spec->name);
  };
  CHECK(name("optimizer.learning_rate") == "learning_rate");
  CHECK(name("model.layers[2].units") == "units");
  CHECK(name("dataset.samples") == "samples");
  CHECK(name("batch_size") == "batch_size");
  for (const char* path : {"", "optimizer", "optimizer.momentum", "model.layers[1].units", "model.layers[9].units",
                           "name", "optimizer.learning_rate2"})
    CHECK(name(path) == "none");
  CHECK(is_live_field(e, "optimizer.learning_rate"));
  CHECK(is_live_field(e, "batch_size"));
  CHECK(!is_live_field(e, "dataset.samples"));
  CHECK(!is_live_field(e, "model.layers[0].units"));
  CHECK(!is_live_field(e, "seed"));
  CHECK(!is_live_field(e, "nothing"));
}
