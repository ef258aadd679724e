#pragma once

namespace downhill {

/// Called when a DOWNHILL_CHECK fails: a mistake of the programmer, never of the user or the data.
using CheckHandler = void (*)(const char* expression, const char* file, int line);

/// Replaces the handler (the default traps) and returns the former one; tests use it to see a check fire.
CheckHandler set_check_handler(CheckHandler handler);

namespace detail {
void check_failed(const char* expression, const char* file, int line);
}

}  // namespace downhill

/// States what the code below relies on. On in debug builds, nothing in release builds.
#ifdef DOWNHILL_CHECKS
#define DOWNHILL_CHECK(expression) \
  ((expression) ? static_cast<void>(0) : ::downhill::detail::check_failed(#expression, __FILE__, __LINE__))
#else
#define DOWNHILL_CHECK(expression) static_cast<void>(0)
#endif
