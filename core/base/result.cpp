#include "core/base/result.hpp"

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

}  // namespace downhill
