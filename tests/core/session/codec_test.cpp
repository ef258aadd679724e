#include "core/session/codec.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>

#include "core/base/rng.hpp"
#include "tests/core/support/allocations.hpp"
#include "tests/core/support/test.hpp"

using namespace downhill;

namespace {

// Two messages are the same when every field is. Structured bindings name all of them: a new field does not compile
// here until it is compared.
template <class T>
bool same(const T& a, const T& b) {
  if constexpr (std::is_floating_point_v<T>)
    return a == b || (std::isnan(a) && std::isnan(b));
  else
    return a == b;
}
template <class T>
bool same(const std::vector<T>& a, const std::vector<T>& b);
bool same(const Error& a, const Error& b);
bool same(const Metrics& a, const Metrics& b);
bool same(const ParameterInfo& a, const ParameterInfo& b);
bool same(const NodeInfo& a, const NodeInfo& b);
template <class... T>
bool same_all(const std::pair<const T&, const T&>&... pairs) {
  return (same(pairs.first, pairs.second) && ...);
}
template <class T>
std::pair<const T&, const T&> both(const T& a, const T& b) {
  return {a, b};
}

bool same(const Error& a, const Error& b) {
  return a.place == b.place && a.en == b.en && a.zh == b.zh;
}
bool same(const Metrics& a, const Metrics& b) {
  const auto& [a1, a2, a3, a4, a5, a6] = a;
  const auto& [b1, b2, b3, b4, b5, b6] = b;
  return same_all(both(a1, b1), both(a2, b2), both(a3, b3), both(a4, b4), both(a5, b5), both(a6, b6));
}
bool same(const ParameterInfo& a, const ParameterInfo& b) {
  const auto& [a1, a2, a3] = a;
  const auto& [b1, b2, b3] = b;
  return same_all(both(a1, b1), both(a2, b2), both(a3, b3));
}
bool same(const NodeInfo& a, const NodeInfo& b) {
  const auto& [a1, a2, a3, a4, a5] = a;
  const auto& [b1, b2, b3, b4, b5] = b;
  return same_all(both(a1, b1), both(a2, b2), both(a3, b3), both(a4, b4), both(a5, b5));
}
bool same(const Configure& a, const Configure& b) {
  const auto& [a1] = a;
  const auto& [b1] = b;
  return same(a1, b1);
}
bool same(const Reset&, const Reset&) {
  return std::is_empty_v<Reset>;
}
bool same(const Pause&, const Pause&) {
  return std::is_empty_v<Pause>;
}
bool same(const Save&, const Save&) {
  return std::is_empty_v<Save>;
}
bool same(const Play& a, const Play& b) {
  const auto& [a1, a2] = a;
  const auto& [b1, b2] = b;
  return same_all(both(a1, b1), both(a2, b2));
}
bool same(const Step& a, const Step& b) {
  const auto& [a1] = a;
  const auto& [b1] = b;
  return same(a1, b1);
}
bool same(const SetField& a, const SetField& b) {
  const auto& [a1, a2] = a;
  const auto& [b1, b2] = b;
  return same_all(both(a1, b1), both(a2, b2));
}
bool same(const SetParameter& a, const SetParameter& b) {
  const auto& [a1, a2, a3] = a;
  const auto& [b1, b2, b3] = b;
  return same_all(both(a1, b1), both(a2, b2), both(a3, b3));
}
bool same(const Probe& a, const Probe& b) {
  const auto& [a1, a2, a3, a4] = a;
  const auto& [b1, b2, b3, b4] = b;
  return same_all(both(a1, b1), both(a2, b2), both(a3, b3), both(a4, b4));
}
bool same(const Ready& a, const Ready& b) {
  const auto& [a1, a2, a3, a4, a5, a6, a7, a8] = a;
  const auto& [b1, b2, b3, b4, b5, b6, b7, b8] = b;
  return same_all(both(a1, b1), both(a2, b2), both(a3, b3), both(a4, b4), both(a5, b5), both(a6, b6), both(a7, b7),
                  both(a8, b8));
}
bool same(const Rejected& a, const Rejected& b) {
  return same(a.error, b.error);
}
bool same(const Progress& a, const Progress& b) {
  return same(a.metrics, b.metrics) && same(a.batch_loss, b.batch_loss);
}
bool same(const Stopped& a, const Stopped& b) {
  const auto& [a1, a2, a3, a4] = a;
  const auto& [b1, b2, b3, b4] = b;
  return same_all(both(a1, b1), both(a2, b2), both(a3, b3), both(a4, b4));
}
bool same(const Probed& a, const Probed& b) {
  const auto& [a1, a2, a3, a4, a5, a6, a7, a8, a9, a10] = a;
  const auto& [b1, b2, b3, b4, b5, b6, b7, b8, b9, b10] = b;
  return same_all(both(a1, b1), both(a2, b2), both(a3, b3), both(a4, b4), both(a5, b5), both(a6, b6), both(a7, b7),
                  both(a8, b8), both(a9, b9), both(a10, b10));
}
bool same(const Saved& a, const Saved& b) {
  return a.file == b.file;
}
template <class T>
bool same(const std::vector<T>& a, const std::vector<T>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const T& x, const T& y) { return same(x, y); });
}
template <class Body>
bool same_body(const Body& a, const Body& b) {
  return a.index() == b.index() &&
         std::visit([&b](const auto& x) { return same(x, *std::get_if<std::decay_t<decltype(x)>>(&b)); }, a);
}

/// Messages with every field away from its default, drawn anew each time.
struct Draw {
  Rng rng{61};

  std::uint32_t u32() { return static_cast<std::uint32_t>(rng.next()); }
  std::uint16_t u16() { return static_cast<std::uint16_t>(rng.next()); }
  bool flag() { return rng.below(2) == 0; }
  double real() { return rng.below(5) == 0 ? std::nan("") : rng.below(5) == 0 ? INFINITY : rng.normal(); }
  std::string text() {
    std::string t;
    for (std::uint64_t i = rng.below(20); i > 0; --i) t += static_cast<char>(rng.below(256));
    return t;
  }
  std::vector<float> floats() {
    std::vector<float> v(rng.below(9));
    for (float& f : v) f = static_cast<float>(real());
    return v;
  }
  Metrics metrics() { return {rng.next(), real(), real(), real(), real(), real()}; }
  Command command(std::size_t kind) {
    Command c{u32(), rng.next(), {}};
    switch (kind) {
      case 0:
        c.body = Configure{text()};
        break;
      case 1:
        c.body = Reset{};
        break;
      case 2:
        c.body = Play{rng.next(), u32()};
        break;
      case 3:
        c.body = Pause{};
        break;
      case 4:
        c.body = Step{u32()};
        break;
      case 5:
        c.body = SetField{text(), text()};
        break;
      case 6:
        c.body = SetParameter{u32(), u32(), real()};
        break;
      case 7:
        c.body = Probe{u16(), u16(), flag(), flag()};
        break;
      default:
        c.body = Save{};
    }
    return c;
  }
  Event event(std::size_t kind) {
    Event e{u32(), {}};
    switch (kind) {
      case 0: {
        Ready ready{text(), {}, {}, u32(), u32(), floats(), u32(), static_cast<float>(rng.normal())};
        for (std::uint64_t i = rng.below(4); i > 0; --i)
          ready.nodes.push_back({text(), text(), u32(), static_cast<std::int32_t>(u32()), -1});
        for (std::uint64_t i = rng.below(4); i > 0; --i) ready.parameters.push_back({text(), {u32(), u32()}, u32()});
        e.body = ready;
        break;
      }
      case 1:
        e.body = Rejected{{text(), text(), text()}};
        break;
      case 2:
        e.body = Progress{metrics(), real()};
        break;
      case 3:
        e.body = Stopped{static_cast<StopReason>(rng.below(3)), metrics(), text(), rng.next()};
        break;
      case 4:
        e.body = Probed{metrics(), flag(), flag(), u16(), u16(), u16(), floats(), floats(), floats(), floats()};
        break;
      default: {
        Saved saved;
        for (std::uint64_t i = rng.below(50); i > 0; --i) saved.file.push_back(static_cast<std::uint8_t>(rng.next()));
        e.body = saved;
      }
    }
    return e;
  }
};

constexpr std::size_t kCommandKinds = std::variant_size_v<decltype(Command::body)>;
constexpr std::size_t kEventKinds = std::variant_size_v<decltype(Event::body)>;
static_assert(kCommandKinds == 9 && kEventKinds == 6, "a new message: draw it above");

std::vector<std::uint8_t> mutated_bytes(std::vector<std::uint8_t> bytes, Rng& rng) {
  for (std::uint64_t i = 1 + rng.below(4); i > 0; --i) {
    const std::size_t at = static_cast<std::size_t>(rng.below(bytes.size() + 1));
    switch (rng.below(4)) {
      case 0:
        if (at < bytes.size()) bytes[at] = static_cast<std::uint8_t>(rng.next());
        break;
      case 1:
        if (at < bytes.size()) bytes[at] = rng.below(2) == 0 ? 0xff : 0;
        break;
      case 2:
        bytes.insert(bytes.begin() + static_cast<std::ptrdiff_t>(at), static_cast<std::uint8_t>(rng.next()));
        break;
      default:
        if (at < bytes.size()) bytes.erase(bytes.begin() + static_cast<std::ptrdiff_t>(at));
    }
  }
  return bytes;
}

}  // namespace

TEST_CASE("codec: decode(encode(m)) == m for every kind") {
  Draw draw;
  for (std::size_t i = 0; i < 100 * kCommandKinds; ++i) {
    const Command command = draw.command(i % kCommandKinds);
    const Result<Command> back = decode_command(encode(command));
    REQUIRE(back.ok());
    CHECK(back.value().run == command.run);
    CHECK(back.value().at_step == command.at_step);
    CHECK(back.value().body.index() == i % kCommandKinds);
    CHECK(same_body(back.value().body, command.body));
  }
  for (std::size_t i = 0; i < 100 * kEventKinds; ++i) {
    const Event event = draw.event(i % kEventKinds);
    const Result<Event> back = decode_event(encode(event));
    REQUIRE(back.ok());
    CHECK(back.value().run == event.run);
    CHECK(back.value().body.index() == i % kEventKinds);
    CHECK(same_body(back.value().body, event.body));
  }
}

TEST_CASE("codec: the head is the documented one") {
  const std::vector<std::uint8_t> bytes = encode(Command{0x01020304, 0x1122334455667788, Step{7}});
  const std::vector<std::uint8_t> expected = {
      'D', 'H', kProtocolVersion, 0, 4, 0, 4, 3, 2, 1, 0x88, 0x77, 0x66, 0x55, 0x44, 0x33, 0x22, 0x11, 7, 0, 0, 0};
  CHECK(bytes == expected);
}

TEST_CASE("codec: every truncation, anything longer, and another version are refused") {
  Draw draw;
  for (std::size_t kind = 0; kind < kCommandKinds + kEventKinds; ++kind) {
    const bool is_command = kind < kCommandKinds;
    std::vector<std::uint8_t> bytes =
        is_command ? encode(draw.command(kind)) : encode(draw.event(kind - kCommandKinds));
    const auto accepts = [&](std::span<const std::uint8_t> b) {
      return is_command ? decode_command(b).ok() : decode_event(b).ok();
    };
    CAPTURE(kind);
    REQUIRE(accepts(bytes));
    for (std::size_t length = 0; length < bytes.size(); ++length) {
      // A copy of just this length, so that reading beyond it is seen by the sanitizer.
      const std::vector<std::uint8_t> cut(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(length));
      CHECK(!accepts(cut));
    }
    bytes.push_back(0);
    CHECK(!accepts(bytes));
    bytes.pop_back();
    bytes[2] ^= 1;
    CHECK(!accepts(bytes));
  }
  const Result<Command> none = decode_command({});
  REQUIRE(!none.ok());
  CHECK(!none.error().place.empty());
  CHECK(!none.error().zh.empty());
}

TEST_CASE("codec: a count larger than the message is refused before any memory is asked for") {
  const auto refuses_cheaply = [](const auto& decode, const std::vector<std::uint8_t>& bytes) {
    const std::size_t before = test::allocated_bytes();
    const bool accepted = decode(bytes).ok();
    return !accepted && test::allocated_bytes() - before < 100000;
  };
  // Sixteen million, written over the length of the last list.
  const auto with_count = [](std::vector<std::uint8_t> bytes, std::size_t from_end) {
    const std::uint8_t count[4] = {0, 0, 0, 1};
    std::copy(count, count + 4, bytes.end() - static_cast<std::ptrdiff_t>(from_end));
    return bytes;
  };
  CHECK(refuses_cheaply(decode_event, with_count(encode(Event{1, Saved{{1, 2, 3}}}), 7)));
  CHECK(refuses_cheaply(decode_command, with_count(encode(Command{1, 0, Configure{"abc"}}), 7)));
  Probed probed;
  probed.gradient_norms = {1, 2};
  CHECK(refuses_cheaply(decode_event, with_count(encode(Event{1, probed}), 12)));
}

TEST_CASE("codec: 10,000 mutated messages are refused or decode into something that encodes") {
  Draw draw;
  Rng rng(62);
  int accepted = 0;
  for (int i = 0; i < 10000; ++i) {
    if (i % 2 == 0) {
      const auto bytes = mutated_bytes(encode(draw.command(static_cast<std::size_t>(rng.below(kCommandKinds)))), rng);
      const Result<Command> result = decode_command(bytes);
      accepted += result.ok();
      if (result.ok()) CHECK(encode(result.value()) == bytes);
    } else {
      const auto bytes = mutated_bytes(encode(draw.event(static_cast<std::size_t>(rng.below(kEventKinds)))), rng);
      const Result<Event> result = decode_event(bytes);
      accepted += result.ok();
      if (result.ok()) CHECK(encode(result.value()).size() == bytes.size());
    }
  }
  CHECK(accepted > 500);
  CHECK(accepted < 9000);
}
