#ifndef DOWNHILL_NO_THREAD_CLIENT
#include <chrono>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>
#include <utility>

#include "core/session/session.hpp"
#include "shell/client/chunk.hpp"
#include "shell/client/engine_client.hpp"

namespace downhill {
namespace {

/// The engine in a thread of its own. The session belongs to that thread alone; only messages cross.
class ThreadClient final : public EngineClient {
 public:
  ThreadClient() : thread_([this] { run(); }) {}

  ~ThreadClient() override {
    {
      const std::lock_guard lock(mutex_);
      quit_ = true;
    }
    wake_.notify_one();
    thread_.join();
  }

  void send(Command command) override {
    {
      const std::lock_guard lock(mutex_);
      commands_.push_back(std::move(command));
    }
    wake_.notify_one();
  }

  bool poll(Event& event) override {
    const std::lock_guard lock(mutex_);
    if (events_.empty()) return false;
    event = std::move(events_.front());
    events_.pop_front();
    return true;
  }

  void pump(double) override {}
  const char* kind() const override { return "thread"; }

 private:
  /// Waits for work, then takes all commands. false: the end.
  bool take_commands(Session& session) {
    std::unique_lock lock(mutex_);
    wake_.wait(lock, [&] { return quit_ || !commands_.empty() || session.busy(); });
    if (quit_) return false;
    std::deque<Command> commands;
    commands.swap(commands_);
    lock.unlock();
    for (Command& command : commands) session.handle(std::move(command));
    return true;
  }

  void hand_out(Session& session) {
    Event event;
    while (session.poll(event)) {
      const std::lock_guard lock(mutex_);
      events_.push_back(std::move(event));
    }
  }

  void run() {
    using namespace std::chrono;
    Session session;
    Chunk chunk(4.0);  // short enough that a command is answered within one drawn frame
    while (take_commands(session)) {
      hand_out(session);
      if (!session.busy()) continue;
      const auto before = steady_clock::now();
      const std::uint32_t wanted = chunk.steps();
      if (session.tick(wanted) == wanted)
        chunk.learn(duration<double, std::milli>(steady_clock::now() - before).count());
      hand_out(session);
    }
  }

  std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<Command> commands_;
  std::deque<Event> events_;
  bool quit_ = false;
  std::thread thread_;
};

}  // namespace

std::unique_ptr<EngineClient> make_thread_client() {
  return std::make_unique<ThreadClient>();
}

}  // namespace downhill
#endif  // DOWNHILL_NO_THREAD_CLIENT
