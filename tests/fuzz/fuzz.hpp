#pragma once
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <span>
#include <string_view>

#include "core/base/result.hpp"

/// What the harnesses share. Each is one file, takes any bytes through one door of the engine, and asks for more than
/// "no crash": what is refused says where and why in both languages, what is accepted survives a round trip.
namespace downhill::fuzz {

/// Ends the program, which is how libFuzzer learns that it has found something.
inline void expect(bool holds) {
  if (!holds) std::abort();
}

inline void expect_message(const Error& error) {
  expect(!error.place.empty() && !error.en.empty() && !error.zh.empty());
  expect(error.place.size() + error.en.size() + error.zh.size() < 8000);
}

inline std::string_view text_of(const std::uint8_t* data, std::size_t size) {
  return {reinterpret_cast<const char*>(data), size};
}

}  // namespace downhill::fuzz
