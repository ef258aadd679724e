# Files of assets/experiments as text in the program, for the labs that offer them.
#
#   downhill_presets(digits mnist_linear mnist_lenet5)
#
# defines `std::span<const char* const> digits_presets()`, one JSON text for each name, in this order.
# The generated file is appended to DOWNHILL_REGISTRIES of the caller.
function(downhill_presets lab)
  set(rows "")
  foreach(name IN LISTS ARGN)
    set(source ${DOWNHILL_ROOT}/assets/experiments/${name}.json)
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${source})
    file(READ ${source} text)
    string(APPEND rows "    R\"json(${text})json\",\n")
  endforeach()
  set(file ${DOWNHILL_GENERATED}/shell/labs/${lab}_presets.cpp)
  file(CONFIGURE OUTPUT ${file} @ONLY CONTENT [[// Generated from assets/experiments; do not edit.
#include <span>

namespace downhill {

std::span<const char* const> @lab@_presets() {
  static const char* const texts[] = {
@rows@  };
  return texts;
}

}  // namespace downhill
]])
  set(DOWNHILL_REGISTRIES ${DOWNHILL_REGISTRIES} ${file} PARENT_SCOPE)
endfunction()
