# A name in a list -> a row in a generated table. No static constructors: the linker would drop them.
#
#   downhill_registry(DIR core/ops TYPE OpInfo SUFFIX op ALL all_ops NAMES dense tanh)
#
# stands for the files core/ops/dense.cpp and core/ops/tanh.cpp, which define `const OpInfo& dense_op()` and
# `const OpInfo& tanh_op()`; core/ops/registry.hpp declares `std::span<const OpInfo* const> all_ops()`.
# The generated file is appended to DOWNHILL_REGISTRIES of the caller.
function(downhill_registry)
  cmake_parse_arguments(arg "" "DIR;TYPE;SUFFIX;ALL" "NAMES" ${ARGN})
  set(declarations "")
  set(rows "")
  foreach(name IN LISTS arg_NAMES)
    if(NOT EXISTS ${DOWNHILL_ROOT}/${arg_DIR}/${name}.cpp)
      message(FATAL_ERROR "${arg_DIR}/${name}.cpp is in the list ${arg_ALL} but does not exist")
    endif()
    string(APPEND declarations "const ${arg_TYPE}& ${name}_${arg_SUFFIX}();\n")
    string(APPEND rows "      &${name}_${arg_SUFFIX}(),\n")
  endforeach()
  if(rows STREQUAL "" OR NOT EXISTS ${DOWNHILL_ROOT}/${arg_DIR}/registry.hpp)
    return()
  endif()
  set(file ${DOWNHILL_GENERATED}/${arg_DIR}/${arg_ALL}.cpp)
  file(CONFIGURE OUTPUT ${file} @ONLY CONTENT [[// Generated from the list of names in CMake; do not edit.
#include "@arg_DIR@/registry.hpp"

#include <span>

namespace downhill {

@declarations@
std::span<const @arg_TYPE@* const> @arg_ALL@() {
  static const @arg_TYPE@* const table[] = {
@rows@  };
  return table;
}

}  // namespace downhill
]])
  set(DOWNHILL_REGISTRIES ${DOWNHILL_REGISTRIES} ${file} PARENT_SCOPE)
endfunction()
