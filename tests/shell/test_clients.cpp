// The same command log gives the same events, wherever the engine runs.
#include <doctest/doctest.h>

#include <chrono>
#include <thread>
#include <vector>

#include "core/model/experiment.hpp"
#include "shell/client/engine_client.hpp"

using namespace downhill;

namespace {

std::vector<Command> command_log() {
  std::vector<Command> log;
  log.push_back({.run = 1, .body = Configure{write_experiment(default_experiment())}});
  log.push_back({.run = 1, .body = Play{.until_step = 1000, .progress_every = 1}});
  log.push_back({.run = 1, .at_step = 300, .body = SetField{"optimizer.learning_rate", "0.03"}});
  log.push_back({.run = 1, .at_step = 500, .body = SetParameter{0, 3, 0.5}});
  log.push_back({.run = 1, .at_step = 700, .body = Probe{.surface_size = 8, .map_size = 4, .parameters = true}});
  return log;
}

std::vector<double> losses(EngineClient& client) {
  for (Command& command : command_log()) client.send(std::move(command));
  std::vector<double> list;
  const auto give_up = std::chrono::steady_clock::now() + std::chrono::seconds(60);
  while (std::chrono::steady_clock::now() < give_up) {
    client.pump(1);
    Event event;
    while (client.poll(event)) {
      if (const auto* p = std::get_if<Progress>(&event.body)) {
        list.push_back(p->batch_loss);
        list.push_back(p->metrics.test_loss);
      }
      if (const auto* p = std::get_if<Probed>(&event.body)) list.push_back(p->parameters.at(3));
      if (std::holds_alternative<Stopped>(event.body)) return list;
    }
    std::this_thread::yield();
  }
  return list;
}

}  // namespace

TEST_CASE("inline and thread clients give identical loss lists over 1,000 steps") {
  const auto inline_client = make_inline_client();
  const auto thread_client = make_thread_client();
  const std::vector<double> a = losses(*inline_client);
  const std::vector<double> b = losses(*thread_client);
  REQUIRE(a.size() == 2001);
  CHECK(a == b);
}
