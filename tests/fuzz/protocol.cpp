// Any bytes as a command and as an event; and as a train of commands for a session, which answers and lives.
#include "core/session/codec.hpp"
#include "core/session/session.hpp"
#include "tests/fuzz/fuzz.hpp"

using namespace downhill;
using namespace downhill::fuzz;

namespace {

template <class Message>
void try_message(const Result<Message>& message, std::span<const std::uint8_t> bytes,
                 Result<Message> (*decode)(std::span<const std::uint8_t>)) {
  if (!message) return expect_message(message.error());
  const std::vector<std::uint8_t> written = encode(message.value());
  expect(written.size() == bytes.size() && decode(written).ok());
}

/// The bytes are cut at every "DH"; what decodes is carried out, without the pictures and runs that only cost time.
void try_session(std::span<const std::uint8_t> bytes) {
  Session session;
  session.handle({.run = 1,
                  .body = Configure{
                      R"({"dataset":{"type":"xor","samples":20},"model":{"layers":[{"type":"dense","units":2}]}})"}});
  for (std::size_t first = 0; first < bytes.size();) {
    std::size_t last = first + 1;
    while (last < bytes.size() && !(bytes[last] == 'D' && last + 1 < bytes.size() && bytes[last + 1] == 'H')) ++last;
    Result<Command> command = decode_command(bytes.subspan(first, last - first));
    first = last;
    if (!command) continue;
    if (auto* probe = std::get_if<Probe>(&command.value().body)) probe->surface_size %= 8, probe->map_size %= 8;
    if (const auto* configure = std::get_if<Configure>(&command.value().body))
      if (configure->experiment.size() > 1000) continue;
    session.handle(command.value());
    session.tick(3);
    Event event;
    while (session.poll(event)) expect(decode_event(encode(event)).ok());
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::span<const std::uint8_t> bytes(data, size);
  try_message(decode_command(bytes), bytes, decode_command);
  try_message(decode_event(bytes), bytes, decode_event);
  try_session(bytes);
  return 0;
}
