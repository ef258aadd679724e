// What is kept of runs, how long one still takes, and what an edit of the playground keeps.
#include <doctest/doctest.h>

#include "core/data/datasets/registry.hpp"
#include "core/model/network.hpp"
#include "shell/app/architecture.hpp"
#include "shell/app/run.hpp"

using namespace downhill;

namespace {

std::vector<CurvePoint> points(int count) {
  return std::vector<CurvePoint>(static_cast<std::size_t>(count));
}

Experiment with_layers(const char* layers, const char* losses = "[]") {
  Experiment e = default_experiment();
  REQUIRE(set_field(e, "model.layers", layers).ok());
  REQUIRE(set_field(e, "losses", losses).ok());
  REQUIRE(check_experiment(e).ok());
  return e;
}

/// As when the units of one hidden layer are changed, or it is removed (units 0).
Dropped edit(Experiment& e, std::size_t layer, int units) {
  std::vector<HiddenLayer> hidden = read_architecture(e).hidden;
  if (units == 0)
    hidden.erase(hidden.begin() + static_cast<std::ptrdiff_t>(layer));
  else
    hidden[layer].units = units;
  return write_architecture(e, hidden);
}

}  // namespace

TEST_CASE("run log: at most six, short ones make way, colours are their own") {
  RunLog log;
  for (int i = 0; i < 9; ++i) {
    log.begin(default_experiment(), 10);
    log.take(default_experiment(), {.step = 1, .test_loss = 0.5, .test_accuracy = 0.1 * i}, points(i == 4 ? 1 : 5));
  }
  const std::vector<RunRecord>& records = log.records();
  REQUIRE(records.size() == RunLog::kCapacity);
  for (std::size_t i = 0; i < records.size(); ++i) {
    CHECK(records[i].id != 5);  // it had hardly begun
    for (std::size_t j = 0; j < i; ++j) CHECK(records[i].color != records[j].color);
  }
  log.take(default_experiment(), {.step = 2, .test_loss = 0.4, .test_accuracy = 0.2}, points(6));
  CHECK(records.back().best_accuracy == doctest::Approx(0.8));
  CHECK(records.back().loss == 0.4);
  log.remove(records.back().id);
  CHECK(records.size() == RunLog::kCapacity);  // it goes on
  log.remove(records.front().id);
  CHECK(records.size() == RunLog::kCapacity - 1);
  log.clear();
  REQUIRE(records.size() == 1);
  CHECK(records.back().id == 9);
}

TEST_CASE("time to go: unknown before anything was measured, zero when done, else what is left at this pace") {
  Run run(make_inline_client());
  double now_ms = 1000;
  Experiment e = default_experiment();
  e.epochs = 400;
  run.open(e, false, now_ms);
  for (int i = 0; i < 5; ++i) run.update(now_ms += 40);
  CHECK_FALSE(run.seconds_to_go().has_value());
  run.play();
  for (int i = 0; i < 100; ++i) run.update(now_ms += 40);
  REQUIRE(run.seconds_to_go().has_value());
  // At the normal pace a step a millisecond of this test's own clock: 25 steps an epoch.
  const double left = 400 - run.metrics().epoch;
  CHECK(*run.seconds_to_go() == doctest::Approx(left * 25 / 1000).epsilon(0.2));
  run.pause();
  for (int i = 0; i < 5; ++i) run.update(now_ms += 40);
  CHECK(run.seconds_to_go().has_value());
  e = run.experiment();
  e.epochs = 1;
  run.edit(e, "epochs", now_ms);
  const std::uint32_t id = run.id();
  for (int i = 0; i < 5; ++i) run.update(now_ms += 40);
  CHECK(run.seconds_to_go() == 0.0);
  CHECK(run.id() == id);  // asking for fewer starts nothing anew
}

TEST_CASE("playground: an edit keeps wiring, other layers and further losses that still fit") {
  Experiment e = with_layers(
      R"([{"type":"dense","units":8},{"type":"tanh"},{"type":"dropout"},{"type":"dense","units":2},{"type":"tanh"},
          {"type":"concat","inputs":["tanh2","input"]},{"type":"dense","units":2}])",
      R"([{"type":"mae","output":"dense2","weight":0.5}])");
  Dropped dropped = edit(e, 0, 9);
  CHECK_FALSE(dropped.losses);
  CHECK_FALSE(dropped.wiring);
  REQUIRE(e.layers.size() == 7);
  CHECK(e.layers[0].values[0] == 9);
  CHECK(e.layers[2].type == "dropout");
  CHECK(e.layers[5].inputs.size() == 2);
  CHECK(e.losses.size() == 1);
  CHECK(check_experiment(e).ok());

  // The first layer goes: what was the second dense layer is the first now, and still the one that is meant.
  dropped = edit(e, 0, 0);
  CHECK_FALSE(dropped.losses);
  CHECK_FALSE(dropped.wiring);
  REQUIRE(e.losses.size() == 1);
  CHECK(e.layers[1].type == "dense");
  CHECK(e.losses[0].output == e.layers[1].name);
  CHECK(check_experiment(e).ok());
}

TEST_CASE("playground: what an edit must give up is told") {
  const char* const kLoss = R"([{"type":"mae","output":"dense1"}])";
  Experiment e = with_layers(R"([{"type":"dense","units":2},{"type":"tanh"},{"type":"dense","units":2}])", kLoss);
  Dropped dropped = edit(e, 0, 0);
  CHECK(dropped.losses);
  CHECK_FALSE(dropped.wiring);
  CHECK(e.losses.empty());
  CHECK(check_experiment(e).ok());

  e = with_layers(
      R"([{"type":"dense","units":4,"name":"a"},{"type":"tanh"},{"type":"dense","units":4,"name":"b"},
          {"type":"add","inputs":["a","b"]},{"type":"dense","units":2}])");
  dropped = edit(e, 0, 5);  // sums need equal lengths
  CHECK(dropped.wiring);
  CHECK(check_experiment(e).ok());
  CHECK(read_architecture(e).hidden[0].units == 5);

  e = with_layers(R"([{"type":"dense","units":2},{"type":"tanh"},{"type":"dense","units":2}])", kLoss);
  const std::string before = write_experiment(e);
  CHECK_FALSE(write_architecture(e, read_architecture(e).hidden).losses);
  CHECK(parse_experiment(before).value().layers.size() == e.layers.size());
}
