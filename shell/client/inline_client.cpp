#include <chrono>
#include <utility>

#include "core/session/session.hpp"
#include "shell/client/chunk.hpp"
#include "shell/client/engine_client.hpp"

namespace downhill {
namespace {

double now_ms() {
  using namespace std::chrono;
  return duration<double, std::milli>(steady_clock::now().time_since_epoch()).count();
}

/// The engine in the caller's own thread: it works only inside pump(). For tests, and where no Worker can be made.
class InlineClient final : public EngineClient {
 public:
  void send(Command command) override { session_.handle(std::move(command)); }
  bool poll(Event& event) override { return session_.poll(event); }

  void pump(double budget_ms) override {
    const double start = now_ms();
    double before = start;
    while (session_.busy() && before - start < budget_ms) {
      const std::uint32_t wanted = chunk_.steps();
      const std::uint32_t done = session_.tick(wanted);
      const double after = now_ms();
      if (done == wanted) chunk_.learn(after - before);
      before = after;
    }
  }

  const char* kind() const override { return "inline"; }

 private:
  Session session_;
  Chunk chunk_{1.0};
};

}  // namespace

std::unique_ptr<EngineClient> make_inline_client() {
  return std::make_unique<InlineClient>();
}

}  // namespace downhill
