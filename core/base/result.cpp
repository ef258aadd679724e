#include "core/base/result.hpp"

#include <charconv>
#include <cmath>

namespace downhill {
namespace {

std::string fill(const char* sentence, std::initializer_list<std::string> arguments) {
  std::string out;
  auto next = arguments.begin();
  for (const char* c = sentence; *c != 0; ++c) {
    if (c[0] == '{' && c[1] == '}' && next != arguments.end()) {
      out += *next++;
      ++c;
    } else {
      out += *c;
    }
  }
  return out;
}

}  // namespace

std::string to_string(const Error& error) {
  return error.place.empty() ? error.en : error.place + ": " + error.en;
}

Error make_error(std::string place, Text sentence, std::initializer_list<std::string> arguments) {
  return Error{std::move(place), fill(sentence.en, arguments), fill(sentence.zh, arguments)};
}

std::string number_text(double value) {
  if (std::isnan(value)) return "nan";
  if (std::isinf(value)) return value > 0 ? "inf" : "-inf";
  char buffer[32];
  const auto end = std::to_chars(buffer, buffer + sizeof buffer, value).ptr;
  return std::string(buffer, end);
}

}  // namespace downhill
