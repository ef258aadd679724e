#pragma once
#include <cstddef>
#include <variant>

#include "core/base/rng.hpp"
#include "core/session/protocol.hpp"

namespace downhill::test {

inline constexpr std::size_t kCommandKinds = std::variant_size_v<decltype(Command::body)>;
inline constexpr std::size_t kEventKinds = std::variant_size_v<decltype(Event::body)>;

/// A message of the given kind with every field drawn anew.
Command random_command(std::size_t kind, Rng& rng);
Event random_event(std::size_t kind, Rng& rng);

/// Are all fields equal? NaN equals NaN.
bool same_message(const Command& a, const Command& b);
bool same_message(const Event& a, const Event& b);

}  // namespace downhill::test
