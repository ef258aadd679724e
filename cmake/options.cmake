# downhill_options: how all our code is compiled (link it PRIVATE).
add_library(downhill_options INTERFACE)
target_include_directories(downhill_options INTERFACE ${DOWNHILL_ROOT} ${DOWNHILL_GENERATED})
target_compile_options(downhill_options INTERFACE
  -ffp-contract=off    # the same sums on every machine: a*b+c stays two roundings
  -fno-math-errno)     # a square root is one instruction
target_compile_definitions(downhill_options INTERFACE $<$<CONFIG:Debug>:DOWNHILL_CHECKS=1>)
target_link_libraries(downhill_options INTERFACE downhill_warnings)

# downhill_no_exceptions: the product; the tests may throw.
add_library(downhill_no_exceptions INTERFACE)
target_compile_options(downhill_no_exceptions INTERFACE -fno-exceptions -fno-rtti)

option(DOWNHILL_SANITIZE "Address and undefined-behaviour sanitizers" OFF)
if(DOWNHILL_SANITIZE)
  # vptr: the product is built without type information, which that check needs.
  add_compile_options(-fsanitize=address,undefined -fno-sanitize=vptr -fno-sanitize-recover=all -fno-omit-frame-pointer)
  add_link_options(-fsanitize=address,undefined)
endif()

option(DOWNHILL_FUZZ "The libFuzzer harnesses; needs Clang" OFF)
if(DOWNHILL_FUZZ)
  add_compile_options(-fsanitize=fuzzer-no-link)
endif()
