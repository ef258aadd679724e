#pragma once
#include <cstdint>
#include <memory>

#include "core/session/protocol.hpp"
#include "core/tasks/inspection.hpp"
#include "core/tasks/range_test.hpp"

namespace downhill {

/// One learning run behind a protocol: commands in, events out. Single-threaded; knows no time.
///
///   Session session;
///   session.handle({.run = 1, .body = Configure{json}});
///   session.handle({.run = 1, .body = Play{}});
///   while (session.busy()) { session.tick(100); Event e; while (session.poll(e)) show(e); }
class Session {
 public:
  Session();
  ~Session();
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;

  /// Takes a command; it is carried out now, or inside tick() when it waits for a step.
  void handle(Command command);

  /// Does at most `max_steps` updates; returns how many were done.
  std::uint32_t tick(std::uint32_t max_steps);

  /// Is there anything for tick() to do?
  bool busy() const;

  /// Takes the oldest event; false when there is none.
  bool poll(Event& event);

  /// The learning-rate range test from where the run stands, on a copy: the run itself is not changed. All of it happens
  /// in this call. Errors: no run; what test_learning_rates() refuses.
  Result<RangeTest> range_test(const RangeTestOptions& options) const;

  /// What one batch shows of the network as it stands. No event; the run goes on untouched, but everything happens in
  /// this call. Errors: no run; what inspect_run() refuses.
  Result<Inspection> inspect(const InspectionOptions& options) const;

  /// Samples in one update, for hosts that turn steps into a rate. 0 before the first Ready.
  std::uint32_t batch_size() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace downhill
