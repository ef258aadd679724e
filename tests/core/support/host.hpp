#pragma once
#include <initializer_list>
#include <string>
#include <utility>
#include <vector>

#include "core/session/session.hpp"

namespace downhill::test {

/// A session and what it said: the least a host does.
class Host {
 public:
  Session session;
  std::vector<Event> events;  // all so far

  template <class Body>
  void send(Body body, std::uint64_t at_step = 0) {
    session.handle({run, at_step, std::move(body)});
    listen();
  }

  /// Starts the next run; fails the test unless it is Ready.
  const Ready& configure(const std::string& experiment);
  const Ready& reset();

  /// Ticks until nothing is left to do, `tick` steps at a time.
  void work(std::uint32_t tick = 64);

  /// Trains until `until_step` and returns the Stopped event.
  Stopped train(std::uint64_t until_step, std::uint32_t tick = 64);

  /// A Probed with everything asked for in `request`.
  Probed probe(Probe request);
  std::vector<float> parameters();

  /// The last event; fails the test when it is of another kind.
  template <class Body>
  const Body& last() const {
    return std::get<Body>(events.at(events.size() - 1).body);
  }

  std::uint32_t run = 0;

 private:
  void listen();
};

/// The JSON of assets/experiments/<name>.json with fields changed.
std::string experiment_with(const std::string& name,
                            std::initializer_list<std::pair<const char*, std::string>> changes = {});

/// All that events say, as bytes: two hosts that heard the same have the same.
std::vector<std::uint8_t> transcript(const std::vector<Event>& events);

}  // namespace downhill::test
