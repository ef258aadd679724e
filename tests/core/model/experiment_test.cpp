#include "core/model/experiment.hpp"

#include <set>

#include "core/data/datasets/registry.hpp"
#include "core/model/network.hpp"
#include "tests/core/support/experiments.hpp"
#include "tests/core/support/files.hpp"
#include "tests/core/support/test.hpp"

using namespace downhill;
using namespace downhill::test;

TEST_CASE("experiment: every file of assets reads, can be built, and is written back the same") {
  std::set<std::string> datasets;
  for (const std::string& path : experiment_files()) {
    CAPTURE(path);
    const Experiment e = parsed(read_text(path));
    CHECK(parsed(write_experiment(e)) == e);
    CHECK(parsed(write_experiment(e, 2)) == e);
    CHECK(check_experiment(e).ok());
    CHECK(!e.title_en.empty());
    CHECK(!e.title_zh.empty());
    CHECK(!e.reference.source.empty());
    CHECK((e.reference.test_accuracy_at_least || e.reference.train_loss_at_most || e.reference.test_loss_at_most));
    datasets.insert(e.dataset.type);
  }
  datasets.insert("idx");  // the user's own pictures: nobody knows what they need
  for (const DatasetInfo* dataset : all_datasets())
    CHECK_MESSAGE(datasets.count(dataset->info.name), dataset->info.name);
}

TEST_CASE("experiment: the file of the issue is understood to the last field") {
  const Experiment e =
      parsed(R"({"version":1,"name":"spiral-8-8","title":{"en":"Spiral","zh":"螺旋"},"task":"supervised",
     "dataset":{"type":"spiral","samples":400,"noise":0.1,"train_fraction":0.6},"features":["x","y"],
     "model":{"layers":[{"type":"dense","units":8},{"type":"tanh"},{"type":"dense","units":8},{"type":"tanh"},{"type":"dense","units":2}]},
     "loss":{"type":"softmax_cross_entropy"},"optimizer":{"type":"adam","learning_rate":0.02},"regularizer":{"type":"none"},
     "initializer":{"type":"xavier"},"batch_size":11,"epochs":501,"seed":7,
     "reference":{"test_accuracy":{"at_least":0.97},"source":"..."}})");
  CHECK(e.name == "spiral-8-8");
  CHECK(e.title_en == "Spiral");
  CHECK(e.title_zh == "螺旋");
  CHECK(e.dataset == Piece{"spiral", {400, 0.1, 0.6}});
  CHECK(e.features == std::vector<std::string>{"x", "y"});
  REQUIRE(e.layers.size() == 5);
  CHECK(e.layers[0] == Piece{"dense", {8, 1, 0}});
  CHECK(e.layers[1] == Piece{"tanh", {}});
  CHECK(e.layers[4] == Piece{"dense", {2, 1, 0}});
  CHECK(e.loss.type == "softmax_cross_entropy");
  CHECK(e.optimizer == Piece{"adam", {0.02, 0.9, 0.999, 1e-8, 0, 0, 0}});
  CHECK(e.regularizer.type == "none");
  CHECK(e.initializer.type == "xavier");
  CHECK(e.batch_size == 11);
  CHECK(e.epochs == 501);
  CHECK(e.seed == 7);
  CHECK(e.reference.test_accuracy_at_least == 0.97);
  CHECK(e.reference.source == "...");
}

TEST_CASE("experiment: the default is legal, can be built, and survives writing") {
  const Experiment e = default_experiment();
  CHECK(illegal_value(e) == "");
  CHECK(check_experiment(e).ok());
  CHECK(parsed(write_experiment(e)) == e);
}

TEST_CASE("experiment: parse(write(e)) == e for any experiment, also on one line and indented") {
  Rng rng(31);
  for (int i = 0; i < 500; ++i) {
    const Experiment e = random_experiment(rng);
    REQUIRE(illegal_value(e) == "");
    const std::string text = write_experiment(e, i % 2 == 0 ? -1 : 2);
    CAPTURE(text);
    CHECK((text.find('\n') == std::string::npos) == (i % 2 == 0));
    CHECK(parsed(text) == e);
  }
}

TEST_CASE("experiment: the keys are written in the order of the contract") {
  const std::string text = write_experiment(parsed(experiment_text("spiral")));
  std::size_t last = 0;
  for (const char* key : {"version", "name", "title", "task", "dataset", "features", "model", "loss", "optimizer",
                          "regularizer", "initializer", "batch_size", "epochs", "seed", "reference"}) {
    const std::size_t at = text.find("\"" + std::string(key) + "\":", last);
    CHECK_MESSAGE(at != std::string::npos, key);
    if (at != std::string::npos) last = at;
  }
}

TEST_CASE("check_experiment: layers, data and loss must fit together, and the memory must suffice") {
  const auto refusal = [](std::initializer_list<std::pair<const char*, const char*>> changes) {
    Experiment e = default_experiment();
    for (const auto& [path, value] : changes) REQUIRE(set_field(e, path, value).ok());
    const Status status = check_experiment(e);
    return status.ok() ? std::string() : to_string(status.error());
  };
  CHECK(refusal({{"model.layers[4].units", "3"}}).find("loss") == 0);
  CHECK(refusal({{"dataset.type", "plane"}}) != "");
  CHECK(refusal({{"dataset.type", "three_spirals"}}) != "");
  CHECK(refusal({{"dataset.type", "plane"}, {"loss.type", "mse"}, {"model.layers[4].units", "1"}}) == "");
  CHECK(refusal({{"loss.type", "binary_cross_entropy"}, {"model.layers[4].units", "1"}}) == "");
  const std::string memory = refusal({{"model.layers[0].units", "4096"}, {"model.layers[2].units", "4096"}});
  CHECK(memory.find("MiB") != std::string::npos);
}
