#include "core/session/codec.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>

#include "core/base/rng.hpp"
#include "tests/core/support/allocations.hpp"
#include "tests/core/support/messages.hpp"
#include "tests/core/support/test.hpp"

using namespace downhill;
using namespace downhill::test;

namespace {

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
  Rng rng(61);
  for (std::size_t i = 0; i < 100 * kCommandKinds; ++i) {
    const Command command = random_command(i % kCommandKinds, rng);
    REQUIRE(command.body.index() == i % kCommandKinds);
    const Result<Command> back = decode_command(encode(command));
    REQUIRE(back.ok());
    CHECK(same_message(back.value(), command));
  }
  for (std::size_t i = 0; i < 100 * kEventKinds; ++i) {
    const Event event = random_event(i % kEventKinds, rng);
    REQUIRE(event.body.index() == i % kEventKinds);
    const Result<Event> back = decode_event(encode(event));
    REQUIRE(back.ok());
    CHECK(same_message(back.value(), event));
  }
}

TEST_CASE("codec: the head is the documented one") {
  const std::vector<std::uint8_t> bytes = encode(Command{0x01020304, 0x1122334455667788, Step{7}});
  const std::vector<std::uint8_t> expected = {
      'D', 'H', kProtocolVersion, 0, 4, 0, 4, 3, 2, 1, 0x88, 0x77, 0x66, 0x55, 0x44, 0x33, 0x22, 0x11, 7, 0, 0, 0};
  CHECK(bytes == expected);
}

TEST_CASE("codec: every truncation, anything longer, and another version are refused") {
  Rng rng(63);
  for (std::size_t kind = 0; kind < kCommandKinds + kEventKinds; ++kind) {
    const bool is_command = kind < kCommandKinds;
    std::vector<std::uint8_t> bytes =
        is_command ? encode(random_command(kind, rng)) : encode(random_event(kind - kCommandKinds, rng));
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
    const std::size_t before = allocated_bytes();
    const bool accepted = decode(bytes).ok();
    return !accepted && allocated_bytes() - before < 100000;
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
  Rng rng(62);
  int accepted = 0;
  for (int i = 0; i < 10000; ++i) {
    if (i % 2 == 0) {
      const auto bytes =
          mutated_bytes(encode(random_command(static_cast<std::size_t>(rng.below(kCommandKinds)), rng)), rng);
      const Result<Command> result = decode_command(bytes);
      accepted += result.ok();
      if (result.ok()) CHECK(encode(result.value()) == bytes);
    } else {
      const auto bytes =
          mutated_bytes(encode(random_event(static_cast<std::size_t>(rng.below(kEventKinds)), rng)), rng);
      const Result<Event> result = decode_event(bytes);
      accepted += result.ok();
      if (result.ok()) CHECK(encode(result.value()).size() == bytes.size());
    }
  }
  CHECK(accepted > 500);
  CHECK(accepted < 9000);
}
