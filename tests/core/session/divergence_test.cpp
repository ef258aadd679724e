#include <cmath>
#include <string>

#include "core/losses/registry.hpp"
#include "core/model/experiment.hpp"
#include "core/optimizers/registry.hpp"
#include "tests/core/support/host.hpp"
#include "tests/core/support/test.hpp"

using namespace downhill;
using namespace downhill::test;

namespace {

/// A two-class experiment for any loss and activation; "net" is a list of layers.
std::string two_classes(const std::string& loss, const std::string& activation, const std::string& optimizer,
                        const std::string& rate) {
  const LossInfo& info = *find_piece(all_losses(), loss);
  const std::string outputs = info.check(default_piece(info.info).values, 1, 2).ok() ? "1" : "2";
  return R"({"dataset":{"type":"circle"},"features":["x","y"],"model":{"layers":[{"type":"dense","units":4},{"type":")" +
         activation + R"("},{"type":"dense","units":)" + outputs + R"(}]},"loss":{"type":")" + loss +
         R"("},"optimizer":{"type":")" + optimizer + R"(","learning_rate":)" + rate + R"(}})";
}

bool finite(const std::vector<float>& numbers) {
  for (const float v : numbers)
    if (!std::isfinite(v)) return false;
  return true;
}

}  // namespace

TEST_CASE(
    "divergence: a learning rate of 1e9 is an event that names the layer and the step; the last good state is back") {
  for (const OptimizerInfo* optimizer : all_optimizers())
    for (const LossInfo* loss : all_losses())
      for (const char* activation : {"tanh", "relu", "sigmoid", "identity"}) {
        if (!loss->predicts) continue;
        CAPTURE(optimizer->info.name);
        CAPTURE(loss->info.name);
        CAPTURE(activation);
        Host host;
        const Ready ready = host.configure(two_classes(loss->info.name, activation, optimizer->info.name, "1e9"));
        const Stopped stopped = host.train(5000);
        REQUIRE(stopped.reason == StopReason::diverged);
        CHECK(stopped.failed_step >= 1);
        CHECK(stopped.failed_step > stopped.metrics.step);
        bool known = false;
        for (const NodeInfo& node : ready.nodes) known = known || (node.name == stopped.layer && node.type != "input");
        CHECK_MESSAGE(known, stopped.layer);
        CHECK(std::isfinite(stopped.metrics.train_loss));
        CHECK(std::isfinite(stopped.metrics.test_loss));
        CHECK(!host.session.busy());
        CHECK(finite(host.parameters()));
        const Probed probed = host.probe({10, 6, true, true});
        CHECK(finite(probed.surface));
        CHECK(finite(probed.maps));
      }
}

TEST_CASE("divergence: a smaller learning rate goes on from the last good state") {
  Host host;
  host.configure(experiment_with("circle"));
  host.train(300);
  const double before = host.probe({}).metrics.train_loss;
  host.send(SetField{"optimizer.learning_rate", "1e9"});
  const Stopped stopped = host.train(400);
  REQUIRE(stopped.reason == StopReason::diverged);
  CHECK(stopped.failed_step > 300);
  CHECK(stopped.metrics.step <= 300);
  CHECK(stopped.metrics.train_loss < 2 * before + 0.2);
  host.send(SetField{"optimizer.learning_rate", "0.01"});
  const Stopped again = host.train(2500);
  CHECK(again.reason == StopReason::done);
  CHECK(again.metrics.step == 2500);
  CHECK(again.metrics.train_accuracy > 0.95);
}

TEST_CASE(
    "divergence: a rate just too large blows up within some steps, and it is noticed before the weights are NaN") {
  Host host;
  host.configure(
      R"({"dataset":{"type":"plane"},"features":["x","y","x_squared"],"model":{"layers":[{"type":"dense","units":1}]},
                     "loss":{"type":"mse"},"optimizer":{"type":"sgd","learning_rate":0.05},"initializer":{"type":"normal"}})");
  const Stopped stopped = host.train(20000);
  REQUIRE(stopped.reason == StopReason::diverged);
  CHECK(stopped.layer == "dense1");
  CHECK(stopped.failed_step > 1);
  CHECK(finite(host.parameters()));
}

TEST_CASE("divergence: the same run diverges at the same step, whatever the ticks") {
  const auto heard = [](std::uint32_t tick) {
    Host host;
    host.configure(two_classes("mse", "relu", "momentum", "0.6"));
    host.train(3000, tick);
    host.probe({0, 0, true, true});
    return transcript(host.events);
  };
  CHECK(heard(1) == heard(1000));
}

TEST_CASE("divergence: a reset starts over") {
  Host host;
  host.configure(two_classes("mse", "relu", "sgd", "1e9"));
  const std::vector<float> start = host.parameters();
  REQUIRE(host.train(100).reason == StopReason::diverged);
  host.reset();
  CHECK(host.parameters() == start);
  CHECK(host.probe({}).metrics.step == 0);
}
