// A run is experiment + seed + commands with their steps: the same list gives the same events, bit for bit.
#include "core/losses/registry.hpp"
#include "core/optimizers/registry.hpp"
#include "tests/core/support/host.hpp"
#include "tests/core/support/test.hpp"

using namespace downhill;
using namespace downhill::test;

namespace {

/// A run with a bit of everything in it, in ticks of `tick` steps.
std::vector<std::uint8_t> recording(std::uint32_t tick) {
  Host host;
  host.configure(experiment_with("spiral", {{"dataset.noise", "0.2"}, {"regularizer.type", "l2"}}));
  host.send(Play{400, 50});
  host.send(SetField{"optimizer.learning_rate", "0.03"}, 33);
  host.send(Probe{8, 6, true, true}, 77);
  host.send(SetField{"batch_size", "32"}, 100);
  host.send(SetParameter{0, 1, 0.5}, 150);
  host.send(SetField{"regularizer.rate", "0.01"}, 151);
  host.send(Pause{}, 200);
  host.send(Play{400, 50}, 200);
  host.send(Probe{0, 0, true, true}, 400);
  host.work(tick);
  CHECK(host.last<Probed>().metrics.step == 400);
  return transcript(host.events);
}

}  // namespace

TEST_CASE("replay: different tick sizes give identical events") {
  const std::vector<std::uint8_t> reference = recording(1);
  for (const std::uint32_t tick : {1u, 2u, 3u, 7u, 33u, 100u, 1000u, 4000000000u}) {
    CAPTURE(tick);
    CHECK(recording(tick) == reference);
  }
}

TEST_CASE("replay: a command waits for its step, and those behind it wait with it") {
  Host host;
  host.configure(experiment_with("circle"));
  host.send(Probe{}, 10);
  host.send(Pause{});
  host.send(Probe{}, 5);  // behind the others
  const std::size_t before = host.events.size();
  CHECK(!host.session.busy());
  Host other;
  other.configure(experiment_with("circle"));
  other.send(Play{});
  other.send(Probe{}, 10);
  other.send(Pause{});
  other.work(4);
  CHECK(before == host.events.size());
  REQUIRE(other.events.size() == 3);
  CHECK(std::get<Probed>(other.events[1].body).metrics.step == 10);
  CHECK(std::get<Stopped>(other.events[2].body).metrics.step == 10);
}

TEST_CASE("replay: the same seed gives the same weights, another seed others; a reset too") {
  for (const OptimizerInfo* optimizer : all_optimizers()) {
    CAPTURE(optimizer->info.name);
    const auto weights = [&](const char* seed) {
      Host host;
      host.configure(experiment_with("circle", {{"optimizer.type", optimizer->info.name}, {"seed", seed}}));
      host.train(200);
      return host.parameters();
    };
    const std::vector<float> first = weights("3");
    CHECK(weights("3") == first);
    CHECK(weights("4") != first);

    Host host;
    host.configure(experiment_with("circle", {{"optimizer.type", optimizer->info.name}, {"seed", "3"}}));
    host.train(77);
    host.send(SetParameter{0, 0, 2});
    host.reset();
    host.train(200);
    CHECK(host.parameters() == first);
  }
}

TEST_CASE("replay: asking does not change the run") {
  const auto weights = [](bool curious) {
    Host host;
    host.configure(experiment_with("xor"));
    host.send(Play{100, curious ? 1u : 0u});
    while (host.session.busy()) {
      host.session.tick(9);
      if (curious) host.probe({10, 10, true, true});
    }
    if (curious) host.send(Save{});
    return host.parameters();
  };
  CHECK(weights(true) == weights(false));
}

TEST_CASE("replay: a fixed edit of the experiment's name or reference changes nothing") {
  const auto weights = [](const char* name) {
    Host host;
    host.configure(experiment_with("gauss", {{"name", name}}));
    host.train(50);
    return host.parameters();
  };
  CHECK(weights("a") == weights("b"));
}
