#include "core/schedules/schedule.hpp"

#include <cmath>
#include <string>

#include "core/model/experiment.hpp"
#include "core/regularizers/registry.hpp"
#include "core/schedules/registry.hpp"
#include "tests/core/support/experiments.hpp"
#include "tests/core/support/host.hpp"
#include "tests/core/support/tensor.hpp"
#include "tests/core/support/test.hpp"

using namespace downhill;
using namespace downhill::test;

namespace {

using Changes = std::initializer_list<std::pair<const char*, std::string>>;

std::vector<float> weights_after(std::uint64_t steps, const Changes& changes) {
  Host host;
  host.configure(experiment_with("circle", changes));
  host.train(steps);
  return host.parameters();
}

}  // namespace

TEST_CASE("schedule: its rate is the one of the update, counted in steps or in passes over the data") {
  const Changes once = {
      {"optimizer.type", "sgd"}, {"schedule.type", "step"}, {"schedule.period", "3"}, {"schedule.factor", "0"}};
  CHECK(weights_after(2, once) != weights_after(3, once));
  CHECK(weights_after(3, once) == weights_after(60, once));

  // 250 training points in batches of 10: an epoch is 25 steps.
  const Changes epochs = {{"optimizer.type", "sgd"}, {"batch_size", "10"},     {"schedule.type", "step"},
                          {"schedule.period", "2"},  {"schedule.factor", "0"}, {"schedule.unit", "epoch"}};
  CHECK(weights_after(49, epochs) != weights_after(50, epochs));
  CHECK(weights_after(50, epochs) == weights_after(90, epochs));
}

TEST_CASE("schedule: a plateau is seen at the end of every unit of time") {
  // With a threshold of 1 no loss is ever better than the first: after it, each epoch is one more drop to 0.
  const Changes plateau = {
      {"optimizer.type", "sgd"},  {"batch_size", "10"},       {"schedule.type", "reduce_on_plateau"},
      {"schedule.unit", "epoch"}, {"schedule.patience", "1"}, {"schedule.threshold", "1"},
      {"schedule.factor", "0"}};
  CHECK(weights_after(74, plateau) != weights_after(75, plateau));
  CHECK(weights_after(75, plateau) == weights_after(200, plateau));
}

TEST_CASE("schedule: a run with any of them is repeated exactly, and a constant one changes nothing") {
  for (const ScheduleInfo* schedule : all_schedules()) {
    CAPTURE(schedule->info.name);
    const Changes changes = {{"schedule.type", schedule->info.name}, {"schedule.warmup", "10"}};
    CHECK(weights_after(150, changes) == weights_after(150, changes));
  }
  CHECK(weights_after(100, {{"schedule.type", "constant"}}) == weights_after(100, {}));
  CHECK(weights_after(100, {{"schedule.warmup", "50"}}) != weights_after(100, {}));
}

TEST_CASE("schedule: a file names it only when it is not the constant one") {
  Experiment e = default_experiment();
  CHECK(e.schedule.type == "constant");
  CHECK(write_experiment(e).find("schedule") == std::string::npos);
  REQUIRE(set_field(e, "schedule.warmup", "5").ok());
  CHECK(write_experiment(e).find("schedule") != std::string::npos);
  REQUIRE(set_field(e, "schedule.type", "cosine").ok());
  REQUIRE(set_field(e, "schedule.length", "77").ok());
  CHECK(parsed(write_experiment(e)) == e);
  CHECK(is_live_field(e, "schedule.length"));
  CHECK(!is_live_field(e, "schedule.type"));
  CHECK(!set_field(e, "schedule.type", "square").ok());
  CHECK(!set_field(e, "schedule.length", "0").ok());
}

TEST_CASE("clipping: a run with short gradients moves each step by no more than rate times limit") {
  const Changes clipped = {
      {"optimizer.type", "sgd"}, {"optimizer.learning_rate", "0.1"}, {"optimizer.clip_norm", "0.001"}};
  const std::vector<float> first = weights_after(1, clipped), later = weights_after(11, clipped);
  double squares = 0;
  for (std::size_t i = 0; i < first.size(); ++i) squares += std::pow(static_cast<double>(later[i] - first[i]), 2);
  CHECK(std::sqrt(squares) <= 10 * 0.1 * 0.001 * 1.001);
  CHECK(squares > 0);
}

TEST_CASE("penalties: biases are free, or pay like weights by an option that may change during a run") {
  for (const RegularizerInfo* regularizer : all_regularizers()) {
    if (regularizer->biases < 0) continue;
    CAPTURE(regularizer->info.name);
    Host host, paying;
    const std::string experiment = experiment_with(
        "circle",
        {{"optimizer.type", "sgd"}, {"optimizer.learning_rate", "0.5"}, {"regularizer.type", regularizer->info.name}});
    const Ready ready = host.configure(experiment);
    paying.configure(experiment);
    host.train(1);
    paying.train(1);
    const std::vector<float> before = host.parameters();
    REQUIRE(paying.parameters() == before);
    paying.send(SetField{"regularizer.biases", "true"});
    host.train(2);
    paying.train(2);
    const std::vector<float> without = host.parameters(), with = paying.parameters();
    const std::vector<double> options = parse_options(regularizer->info, "{}");
    std::size_t biases = 0;
    for (const ParameterInfo& parameter : ready.parameters) {
      if (parameter.shape.size() == 2)  // weights pay either way
        for (std::size_t i = parameter.offset; i < parameter.offset + parameter.shape[0] * parameter.shape[1]; ++i)
          CHECK(with[i] == without[i]);
      const std::size_t last = parameter.offset + (parameter.shape.size() == 1 ? parameter.shape[0] : 0);
      for (std::size_t i = parameter.offset; i < last; ++i, ++biases) {
        const Real w = static_cast<Real>(before[i]);
        Real dw = 0;
        regularizer->apply(options, {&w, 1}, {&dw, 1});
        CHECK(std::abs(dw) > 1e-7);
        CHECK(with[i] == doctest::Approx(without[i] - 0.5F * static_cast<float>(dw)).epsilon(1e-6));
        CHECK(with[i] != without[i]);
      }
    }
    CHECK(biases > 2);
  }
}

TEST_CASE("max_norm: after every update no neuron's weights are longer than the limit; biases are free") {
  Host host;
  const Ready ready = host.configure(experiment_with(
      "circle", {{"regularizer.type", "max_norm"}, {"regularizer.limit", "0.7"}, {"optimizer.learning_rate", "0.1"}}));
  host.train(100);
  const std::vector<float> numbers = host.parameters();
  double longest = 0;
  for (const ParameterInfo& parameter : ready.parameters) {
    if (parameter.shape.size() != 2) continue;
    for (std::size_t row = 0; row < parameter.shape[0]; ++row) {
      double squares = 0;
      for (std::size_t i = 0; i < parameter.shape[1]; ++i)
        squares += std::pow(static_cast<double>(numbers[parameter.offset + row * parameter.shape[1] + i]), 2);
      longest = std::max(longest, std::sqrt(squares));
    }
  }
  CHECK(longest <= 0.7 * (1 + 1e-6));
  CHECK(longest > 0.69);
}
