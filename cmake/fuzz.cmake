# libFuzzer harnesses (preset native-fuzz, Clang): one program fuzz_<name> for every tests/fuzz/<name>.cpp.
file(GLOB harnesses CONFIGURE_DEPENDS ${DOWNHILL_ROOT}/tests/fuzz/*.cpp)
foreach(harness ${harnesses})
  get_filename_component(name ${harness} NAME_WE)
  add_executable(fuzz_${name} ${harness})
  target_link_libraries(fuzz_${name} PRIVATE downhill_core downhill_options)
  target_link_options(fuzz_${name} PRIVATE -fsanitize=fuzzer)
endforeach()
# std::stable_sort of GCC 12's library calls what that library itself has declared deprecated.
set_source_files_properties(${DOWNHILL_ROOT}/core/model/link.cpp TARGET_DIRECTORY downhill_core
  PROPERTIES COMPILE_OPTIONS -Wno-deprecated-declarations)
