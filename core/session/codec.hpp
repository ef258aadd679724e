#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "core/base/result.hpp"
#include "core/session/protocol.hpp"

namespace downhill {

/// Messages as bytes, for what cannot share memory (a Worker).
///   'D' 'H' | version u16 | kind u16 | run u32 | at_step u64 (commands) | fields, little endian
/// decode(encode(m)) == m. Truncated, mutated and longer input is refused; never more than kMaximumMessageBytes.
/// That is room for the checkpoint of the largest net that the memory budget admits (core/model/network.hpp).
inline constexpr std::size_t kMaximumMessageBytes = 96u << 20;

std::vector<std::uint8_t> encode(const Command& command);
std::vector<std::uint8_t> encode(const Event& event);
Result<Command> decode_command(std::span<const std::uint8_t> bytes);
Result<Event> decode_event(std::span<const std::uint8_t> bytes);

}  // namespace downhill
