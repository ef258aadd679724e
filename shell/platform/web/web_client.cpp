#include <emscripten.h>

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "core/session/codec.hpp"
#include "shell/platform/web/web_host.hpp"

// The page's side of each call is web/shell_host.js, which speaks to web/engine_link.js.
EM_JS(void, downhill_js_engine_send, (const std::uint8_t* bytes, std::uint32_t size),
      { Module['host'].engine.send(HEAPU8.slice(bytes, bytes + size).buffer); })
EM_JS(std::uint32_t, downhill_js_engine_next, (), { return Module['host'].engine.next_size(); })
EM_JS(void, downhill_js_engine_take, (std::uint8_t * bytes), { HEAPU8.set(Module['host'].engine.take(), bytes); })
EM_JS(int, downhill_js_engine_on_page, (), { return Module['host'].engine.on_page() ? 1 : 0; })
EM_JS(std::uint32_t, downhill_js_engine_failure, (char* text, std::uint32_t size),
      { return stringToUTF8(Module['host'].engine.failure(), text, size); })
EM_JS(void, downhill_js_engine_restart, (), { Module['host'].engine.restart(); })

namespace downhill {
namespace {

class WebClient : public EngineClient {
 public:
  void send(Command command) override {
    const std::vector<std::uint8_t> bytes = encode(command);
    downhill_js_engine_send(bytes.data(), static_cast<std::uint32_t>(bytes.size()));
  }

  bool poll(Event& event) override {
    while (const std::uint32_t size = downhill_js_engine_next()) {
      bytes_.resize(size);
      downhill_js_engine_take(bytes_.data());
      Result<Event> decoded = decode_event(bytes_);
      if (!decoded.ok()) continue;  // an engine of another version: nothing of it can be shown
      event = std::move(decoded.value());
      return true;
    }
    return false;
  }

  void pump(double) override {}

  const char* kind() const override { return downhill_js_engine_on_page() ? "main thread" : "worker"; }

  std::string failure() const override {
    char text[256];
    const std::uint32_t size = downhill_js_engine_failure(text, sizeof text);
    return std::string(text, size);
  }

  void restart() override { downhill_js_engine_restart(); }

 private:
  std::vector<std::uint8_t> bytes_;
};

}  // namespace

std::unique_ptr<EngineClient> make_web_client() {
  return std::make_unique<WebClient>();
}

}  // namespace downhill
