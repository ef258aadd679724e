#include "core/base/check.hpp"

namespace downhill {
namespace {

void trap(const char*, const char*, int) {
  __builtin_trap();
}

// The one piece of process-wide state in core: who hears of a programmer's mistake.
CheckHandler current_handler = trap;

}  // namespace

CheckHandler set_check_handler(CheckHandler handler) {
  CheckHandler former = current_handler;
  current_handler = handler;
  return former;
}

namespace detail {
void check_failed(const char* expression, const char* file, int line) {
  current_handler(expression, file, line);
}
}  // namespace detail

}  // namespace downhill
