#include "tests/core/support/host.hpp"

#include "core/model/experiment.hpp"
#include "core/session/codec.hpp"
#include "tests/core/support/experiments.hpp"
#include "tests/core/support/files.hpp"
#include "tests/core/support/test.hpp"

namespace downhill::test {

void Host::listen() {
  Event event;
  while (session.poll(event)) events.push_back(event);
}

const Ready& Host::configure(const std::string& experiment) {
  ++run;
  send(Configure{experiment});
  REQUIRE(!events.empty());
  if (const auto* rejected = std::get_if<Rejected>(&events.back().body)) FAIL(to_string(rejected->error));
  REQUIRE(events.back().run == run);
  return last<Ready>();
}

const Ready& Host::reset() {
  ++run;
  send(Reset{});
  REQUIRE(events.back().run == run);
  return last<Ready>();
}

void Host::work(std::uint32_t tick) {
  while (session.busy()) {
    session.tick(tick);
    listen();
  }
}

Stopped Host::train(std::uint64_t until_step, std::uint32_t tick) {
  send(Play{until_step, 0});
  work(tick);
  return last<Stopped>();
}

Probed Host::probe(Probe request) {
  send(request);
  return last<Probed>();
}

std::vector<float> Host::parameters() {
  return probe({0, 0, true, false}).parameters;
}

std::string experiment_with(const std::string& name,
                            std::initializer_list<std::pair<const char*, std::string>> changes) {
  Experiment e = parsed(experiment_text(name));
  for (const auto& [path, value] : changes) {
    const Status status = set_field(e, path, value);
    if (!status.ok()) FAIL(to_string(status.error()));
  }
  return write_experiment(e);
}

std::vector<std::uint8_t> transcript(const std::vector<Event>& events) {
  std::vector<std::uint8_t> all;
  for (const Event& event : events) {
    const std::vector<std::uint8_t> bytes = encode(event);
    all.insert(all.end(), bytes.begin(), bytes.end());
  }
  return all;
}

}  // namespace downhill::test
