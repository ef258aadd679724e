#include "core/session/session.hpp"

#include <cmath>

#include "tests/core/support/host.hpp"
#include "tests/core/support/test.hpp"

using namespace downhill;
using namespace downhill::test;

TEST_CASE("session: Ready describes the run") {
  Host host;
  const Ready ready =
      host.configure(experiment_with("spiral", {{"dataset.samples", "200"}, {"dataset.train_fraction", "0.6"}}));
  CHECK(ready.classes == 2);
  CHECK(ready.train_samples == 120);
  CHECK(ready.points.size() == 600);
  CHECK(ready.domain == 6);
  REQUIRE(ready.nodes.size() == 6);
  CHECK(ready.nodes[0].type == "input");
  CHECK(ready.nodes[0].units == 2);
  CHECK(ready.nodes[0].weight == -1);
  CHECK(ready.nodes[1].name == "dense1");
  CHECK(ready.nodes[1].type == "dense");
  CHECK(ready.nodes[1].units == 8);
  CHECK(ready.nodes[2].name == "tanh1");
  CHECK(ready.nodes[2].weight == -1);
  REQUIRE(ready.parameters.size() == 6);
  const ParameterInfo& weight = ready.parameters.at(static_cast<std::size_t>(ready.nodes[3].weight));
  CHECK(weight.name == "dense2.weight");
  CHECK(weight.shape == std::vector<std::uint32_t>{8, 8});
  CHECK(weight.offset == 24);
  const ParameterInfo& bias = ready.parameters.at(static_cast<std::size_t>(ready.nodes[3].bias));
  CHECK(bias.name == "dense2.bias");
  CHECK(bias.shape == std::vector<std::uint32_t>{8});
  CHECK(ready.parameter_count == 24 + 72 + 18);
  CHECK(host.session.batch_size() == 10);
  CHECK(!host.session.busy());
}

TEST_CASE("session: before the first Ready everything is refused, nothing is done") {
  Host host;
  CHECK(host.session.batch_size() == 0);
  host.send(Play{});
  host.last<Rejected>();
  host.run = 1;
  host.send(Reset{});
  host.last<Rejected>();
  host.send(Probe{});
  CHECK(!host.session.busy());
  CHECK(host.session.tick(10) == 0);
}

TEST_CASE("session: a refused Configure says why and keeps the old run") {
  Host host;
  host.configure(experiment_with("circle"));
  host.train(5);
  const std::vector<float> before = host.parameters();
  const std::uint32_t old_run = host.run;
  for (const std::string& bad :
       {std::string("{"), experiment_with("circle", {{"model.layers[2].units", "3"}}), std::string(300000, 'x')}) {
    host.run = old_run + 1;
    host.send(Configure{bad});
    CHECK(host.events.back().run == old_run + 1);
    const Rejected rejected = host.last<Rejected>();
    CHECK(!rejected.error.place.empty());
    CHECK(!rejected.error.en.empty());
    CHECK(!rejected.error.zh.empty());
    host.run = old_run;
    CHECK(host.parameters() == before);
  }
  CHECK(host.train(8).metrics.step == 8);
}

TEST_CASE("session: play until a step, pause, step, and play on") {
  Host host;
  host.configure(experiment_with("circle"));
  const Stopped done = host.train(100);
  CHECK(done.reason == StopReason::done);
  CHECK(done.metrics.step == 100);
  CHECK(done.metrics.epoch == doctest::Approx(100 * 10 / 250.0));
  CHECK(host.train(100).reason == StopReason::done);  // already there: no step
  CHECK(host.last<Stopped>().metrics.step == 100);

  host.send(Step{3});
  host.work();
  CHECK(host.last<Stopped>().reason == StopReason::paused);
  CHECK(host.last<Stopped>().metrics.step == 103);
  host.send(Step{0});  // counts from 1
  host.work();
  CHECK(host.last<Stopped>().metrics.step == 104);

  host.send(Play{});
  CHECK(host.session.busy());
  CHECK(host.session.tick(7) == 7);
  host.send(Pause{});
  CHECK(host.last<Stopped>().reason == StopReason::paused);
  CHECK(host.last<Stopped>().metrics.step == 111);
  CHECK(!host.session.busy());
  CHECK(host.session.tick(7) == 0);
}

TEST_CASE("session: pause is idempotent") {
  Host host;
  host.configure(experiment_with("xor"));
  host.send(Play{});
  host.session.tick(3);
  host.send(Pause{});
  const std::vector<float> weights = host.parameters();
  const std::size_t stopped = host.events.size();
  for (int i = 0; i < 3; ++i) host.send(Pause{});
  for (std::size_t i = stopped; i < host.events.size(); ++i)
    CHECK(std::get<Stopped>(host.events[i].body).reason == StopReason::paused);
  CHECK(host.parameters() == weights);
  host.send(Play{});
  host.send(Play{});  // playing twice is playing
  CHECK(host.session.tick(5) == 5);
  CHECK(host.probe({}).metrics.step == 8);
}

TEST_CASE("session: progress comes as often as asked, with falling loss") {
  Host host;
  host.configure(experiment_with("gauss"));
  host.send(Play{100, 25});
  host.work(7);
  std::vector<std::uint64_t> steps;
  std::vector<double> losses;
  for (const Event& event : host.events)
    if (const auto* progress = std::get_if<Progress>(&event.body)) {
      steps.push_back(progress->metrics.step);
      losses.push_back(progress->metrics.train_loss);
      CHECK(std::isfinite(progress->batch_loss));
    }
  CHECK(steps == std::vector<std::uint64_t>{25, 50, 75, 100});
  CHECK(losses.back() < losses.front());
}

TEST_CASE("session: commands of an older run are dropped; reset starts a new one") {
  Host host;
  host.configure(experiment_with("circle"));
  const std::vector<float> start = host.parameters();
  host.train(20);
  CHECK(host.parameters() != start);
  host.reset();
  CHECK(host.parameters() == start);
  const std::size_t heard = host.events.size();
  host.run -= 1;
  host.send(Play{});
  host.send(Probe{});
  host.send(SetField{"batch_size", "3"});
  host.run += 1;
  CHECK(host.events.size() == heard);
  CHECK(!host.session.busy());
  CHECK(host.session.batch_size() == 10);
}

TEST_CASE("session: live fields change while running; others are refused and nothing changes") {
  Host host;
  host.configure(experiment_with("circle"));
  host.send(Play{});
  host.session.tick(3);
  host.send(SetField{"batch_size", "25"});
  CHECK(host.session.batch_size() == 25);
  CHECK(host.session.tick(10) == 10);
  // 30 samples are seen; 8 batches of 25 and one of the last 20 end the epoch of 250, one more begins the next.
  CHECK(host.probe({}).metrics.epoch == doctest::Approx((250 + 25) / 250.0));
  host.send(SetField{"batch_size", "4"});
  CHECK(host.session.tick(10) == 10);

  // At rate 0 nothing moves.
  host.send(SetField{"optimizer.learning_rate", "0"});
  const std::vector<float> still = host.parameters();
  host.session.tick(5);
  CHECK(host.parameters() == still);
  host.send(SetField{"optimizer.learning_rate", "0.01"});
  host.session.tick(5);
  CHECK(host.parameters() != still);

  for (const auto& [path, value] : {std::pair<const char*, const char*>{"model.layers[0].units", "5"},
                                    {"dataset.noise", "0.1"},
                                    {"seed", "2"},
                                    {"optimizer.type", "sgd"},
                                    {"optimizer.learning_rate", "-1"},
                                    {"optimizer.learning_rate", "NaN"},
                                    {"batch_size", "0"},
                                    {"nothing", "1"},
                                    {"", ""}}) {
    CAPTURE(path);
    host.send(SetField{path, value});
    const Rejected rejected = host.last<Rejected>();
    CHECK(!rejected.error.en.empty());
  }
  CHECK(host.session.busy());
}

TEST_CASE("session: a batch larger than the training set is the training set") {
  Host host;
  host.configure(experiment_with("circle", {{"batch_size", "4096"}, {"dataset.samples", "30"}}));
  CHECK(host.train(4).metrics.epoch == doctest::Approx(4));
  host.send(SetField{"batch_size", "7"});
  CHECK(host.train(20).metrics.step == 20);
}

TEST_CASE("session: one weight is edited by hand") {
  Host host;
  const Ready ready = host.configure(experiment_with("circle"));
  std::vector<float> expected = host.parameters();
  host.send(SetParameter{2, 3, -1.25});
  expected[ready.parameters[2].offset + 3] = -1.25f;
  CHECK(host.parameters() == expected);
  for (const SetParameter& bad : {SetParameter{99, 0, 1}, SetParameter{0, 8, 1}, SetParameter{0, 0, std::nan("")},
                                  SetParameter{0, 0, INFINITY}, SetParameter{0, 0, 1e300}}) {
    host.send(bad);
    host.last<Rejected>();
  }
  CHECK(host.parameters() == expected);
}

TEST_CASE("session: a new run is not held up by what still waits for a step of the old one") {
  Host host;
  host.configure(experiment_with("circle"));
  host.send(SetField{"batch_size", "5"}, 1000);  // never reached
  host.configure(experiment_with("xor"));
  CHECK(host.train(10).metrics.step == 10);
}

TEST_CASE("session: Play ends with the last batch of the epochs that were asked for, and goes on when asked again") {
  Host host;
  host.configure(experiment_with("spiral", {{"dataset.samples", "200"}, {"dataset.train_fraction", "0.6"}}));
  host.send(Play{.until_step = 0, .progress_every = 0, .until_epoch = 3});
  host.work(7);
  CHECK(host.last<Stopped>().reason == StopReason::done);
  CHECK(host.last<Stopped>().metrics.step == 36);
  CHECK(host.last<Stopped>().metrics.epoch == 3);
  host.send(Play{.until_step = 40, .progress_every = 0, .until_epoch = 5});
  host.work(7);
  CHECK(host.last<Stopped>().metrics.step == 40);
  host.send(Step{200});
  host.work(7);
  CHECK(host.last<Stopped>().metrics.step == 240);  // single steps know of no end
  host.send(Play{.until_step = 0, .progress_every = 0, .until_epoch = 5});
  CHECK(!host.session.busy());
}
