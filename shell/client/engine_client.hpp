#pragma once
#include <memory>
#include <string>

#include "core/session/protocol.hpp"

namespace downhill {

/// How the interface reaches an engine, wherever that runs. Values in, values out; no pointer into the engine.
class EngineClient {
 public:
  virtual ~EngineClient() = default;

  virtual void send(Command command) = 0;

  /// Takes the oldest event; false when there is none.
  virtual bool poll(Event& event) = 0;

  /// Lets an engine that has no thread of its own work for about `budget_ms`; others do nothing.
  virtual void pump(double budget_ms) = 0;

  /// Where the engine runs: "inline", "thread", "worker" or "main thread".
  virtual const char* kind() const = 0;

  /// Empty while the engine lives; otherwise one sentence (it died, it could not be loaded).
  virtual std::string failure() const { return {}; }

  /// Starts a new engine after a failure.
  virtual void restart() {}
};

std::unique_ptr<EngineClient> make_inline_client();
#ifndef DOWNHILL_NO_THREAD_CLIENT
std::unique_ptr<EngineClient> make_thread_client();
#endif

}  // namespace downhill
