#pragma once
#include <doctest/doctest.h>

#include <string>

namespace downhill::test {

/// What a failing test prints of a captured value: the text of a `const char*`, not its address.
template <class T>
const T& shown(const T& value) {
  return value;
}
inline std::string shown(const char* text) {
  return text;
}

}  // namespace downhill::test

#undef CAPTURE
#define CAPTURE(x) DOCTEST_INFO(#x " := ", ::downhill::test::shown(x))
