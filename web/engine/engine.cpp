// The engine as the browser sees it: a Session behind seven C functions that speak the codec's bytes.
//
//   p = downhill_engine_buffer(n)        room for a command of n bytes; 0 when n is too large
//   downhill_engine_handle(p, n)         bytes that are no command come back as a Rejected event
//   downhill_engine_tick(max_steps)      while downhill_engine_busy()
//   n = downhill_engine_next_event()     0: none; its bytes stand at downhill_engine_event_data() until the next call
//
// The one global object of the product: a wasm instance is an engine, and C functions have nowhere else to keep it.
#include <emscripten.h>

#include <cstdint>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "core/session/codec.hpp"
#include "core/session/session.hpp"

namespace downhill {
namespace {

constexpr std::size_t kKeptBytes = 1u << 20;  // room for a command that is kept for the next one

struct Engine {
  Session session;
  std::vector<std::uint8_t> command;
  std::vector<std::uint8_t> event;
  std::optional<Event> refusal;  // of bytes that never reached the session
};

Engine& engine() {
  static Engine instance;
  return instance;
}

}  // namespace
}  // namespace downhill

extern "C" {

EMSCRIPTEN_KEEPALIVE std::uint8_t* downhill_engine_buffer(std::uint32_t size) {
  if (size > downhill::kMaximumMessageBytes) return nullptr;
  std::vector<std::uint8_t>& command = downhill::engine().command;
  command.resize(size);
  return command.data();
}

EMSCRIPTEN_KEEPALIVE void downhill_engine_handle(const std::uint8_t* bytes, std::uint32_t size) {
  downhill::Engine& engine = downhill::engine();
  downhill::Result<downhill::Command> command = downhill::decode_command(std::span(bytes, size));
  // Files of pictures are large: their message is gone before the session copies what it needs out of them.
  if (engine.command.capacity() > downhill::kKeptBytes) engine.command = std::vector<std::uint8_t>();
  if (command.ok()) {
    engine.session.handle(std::move(command.value()));
  } else {
    engine.refusal = downhill::Event{.run = 0, .body = downhill::Rejected{command.error()}};
  }
}

EMSCRIPTEN_KEEPALIVE std::uint32_t downhill_engine_tick(std::uint32_t max_steps) {
  return downhill::engine().session.tick(max_steps);
}

EMSCRIPTEN_KEEPALIVE int downhill_engine_busy() {
  return downhill::engine().session.busy();
}

EMSCRIPTEN_KEEPALIVE std::uint32_t downhill_engine_next_event() {
  downhill::Engine& engine = downhill::engine();
  downhill::Event event;
  if (engine.refusal) {
    event = std::move(*engine.refusal);
    engine.refusal.reset();
  } else if (!engine.session.poll(event)) {
    return 0;
  }
  engine.event = downhill::encode(event);
  return static_cast<std::uint32_t>(engine.event.size());
}

EMSCRIPTEN_KEEPALIVE const std::uint8_t* downhill_engine_event_data() {
  return downhill::engine().event.data();
}

EMSCRIPTEN_KEEPALIVE int downhill_engine_version() {
  return downhill::kProtocolVersion;
}

}  // extern "C"
