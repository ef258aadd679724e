# Warnings are errors, on our targets only (link downhill_warnings PRIVATE).
add_library(downhill_warnings INTERFACE)
target_compile_options(downhill_warnings INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Werror
  -Wno-missing-field-initializers)  # a description leaves out what keeps its default
# GCC 12 sees overlapping copies in every `"text" + std::string` (its bug 105651).
target_compile_options(downhill_warnings INTERFACE $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict>)
