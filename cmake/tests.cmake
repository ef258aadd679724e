# The native tests; on the web presets the core's tests run under node.

# downhill_test(<target> <folder> <libraries...>): one doctest program of all files in tests/<folder>.
# One of the files defines DOCTEST_CONFIG_IMPLEMENT_WITH_MAIN.
function(downhill_test target folder)
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${DOWNHILL_ROOT}/tests/${folder}/*.cpp)
  if(NOT sources)
    return()
  endif()
  add_executable(${target} ${sources})
  target_include_directories(${target} PRIVATE ${DOWNHILL_ROOT})
  target_compile_definitions(${target} PRIVATE DOWNHILL_SOURCE_DIR="${DOWNHILL_ROOT}")
  target_compile_options(${target} PRIVATE $<$<CONFIG:Release>:-O1>)  # they are compiled more often than run
  target_link_libraries(${target} PRIVATE ${ARGN} downhill_options downhill_doctest)
endfunction()

downhill_test(downhill_core_tests core downhill_core)
if(EMSCRIPTEN)
  if(TARGET downhill_core_tests)
    target_compile_options(downhill_core_tests PRIVATE -fwasm-exceptions)
    target_link_options(downhill_core_tests PRIVATE -fwasm-exceptions -sENVIRONMENT=node -sNODERAWFS
      -sALLOW_MEMORY_GROWTH -sSTACK_SIZE=1MB -sEXIT_RUNTIME=1)
  endif()
else()
  downhill_test(downhill_core_tests_f64 core downhill_core_f64)
  if(TARGET downhill_shell)
    downhill_test(downhill_shell_tests shell downhill_shell)
  endif()
endif()
