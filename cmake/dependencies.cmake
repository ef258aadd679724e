# Libraries at exact tags. `./dev` passes FETCHCONTENT_SOURCE_DIR_<NAME> for the copies it already has, so that
# the same lines work with and without a network. All of them are SYSTEM: our warnings are not theirs.
include(FetchContent)
set(FETCHCONTENT_QUIET OFF)

# downhill_source(<name> <git repository> <tag>): the sources only; what is built of them is said below.
function(downhill_source name repository tag)
  FetchContent_Declare(${name} GIT_REPOSITORY ${repository} GIT_TAG ${tag} GIT_SHALLOW ON SOURCE_SUBDIR not-its-own-cmake)
  FetchContent_MakeAvailable(${name})
  set(${name}_SOURCE_DIR ${${name}_SOURCE_DIR} PARENT_SCOPE)
endfunction()

function(downhill_headers target directory)
  add_library(${target} INTERFACE)
  target_include_directories(${target} SYSTEM INTERFACE ${directory})
endfunction()

downhill_source(eigen https://gitlab.com/libeigen/eigen.git 3.4.0)
downhill_headers(downhill_eigen ${eigen_SOURCE_DIR})
if(EMSCRIPTEN)
  # Eigen's SSE path has x86 inline assembly that does not compile to WebAssembly.
  target_compile_definitions(downhill_eigen INTERFACE EIGEN_DONT_VECTORIZE)
endif()

downhill_source(nlohmann_json https://github.com/nlohmann/json.git v3.11.3)
downhill_headers(downhill_json ${nlohmann_json_SOURCE_DIR}/include)
target_compile_definitions(downhill_json INTERFACE JSON_NOEXCEPTION)

downhill_source(doctest https://github.com/doctest/doctest.git v2.4.11)
downhill_headers(downhill_doctest ${doctest_SOURCE_DIR})

# Dear ImGui without a backend; the platform folders of the shell add theirs.
downhill_source(imgui https://github.com/ocornut/imgui.git v1.90.1)
set(imgui_draw ${imgui_SOURCE_DIR}/imgui_draw.cpp)
if(EMSCRIPTEN)
  # The font that it brings along would be 10 KB of every first load, and ours are always there before it would be used.
  file(READ ${imgui_draw} text)
  string(FIND "${text}" "static const char proggy_clean_ttf_compressed_data_base85" first)
  string(FIND "${text}" "static const char* GetDefaultCompressedFontDataTTFBase85()\n{" last)
  if(first GREATER 0 AND last GREATER first)
    string(SUBSTRING "${text}" 0 ${first} before)
    string(SUBSTRING "${text}" ${last} -1 after)
    set(imgui_draw ${CMAKE_BINARY_DIR}/generated/imgui_draw.cpp)
    file(CONFIGURE OUTPUT ${imgui_draw} @ONLY CONTENT
      "${before}static const char proggy_clean_ttf_compressed_data_base85[] = \"\";\n\n${after}")
  endif()
endif()
add_library(imgui STATIC EXCLUDE_FROM_ALL
  ${imgui_SOURCE_DIR}/imgui.cpp ${imgui_draw}
  ${imgui_SOURCE_DIR}/imgui_tables.cpp ${imgui_SOURCE_DIR}/imgui_widgets.cpp)
target_include_directories(imgui SYSTEM PUBLIC ${imgui_SOURCE_DIR})
target_compile_definitions(imgui PUBLIC
  IMGUI_DISABLE_DEMO_WINDOWS IMGUI_DISABLE_DEBUG_TOOLS IMGUI_DISABLE_OBSOLETE_FUNCTIONS
  IMGUI_DISABLE_FILE_FUNCTIONS)

# imgui_sdl_opengl: the SDL2 + OpenGL backend and SDL2 itself (2.32.4 in the browser, the system's own elsewhere).
function(downhill_imgui_backend)
  add_library(imgui_sdl_opengl STATIC EXCLUDE_FROM_ALL
    ${imgui_SOURCE_DIR}/backends/imgui_impl_opengl3.cpp ${imgui_SOURCE_DIR}/backends/imgui_impl_sdl2.cpp)
  target_include_directories(imgui_sdl_opengl SYSTEM PUBLIC ${imgui_SOURCE_DIR}/backends)
  target_link_libraries(imgui_sdl_opengl PUBLIC imgui)
  if(EMSCRIPTEN)
    target_compile_options(imgui_sdl_opengl PUBLIC -sUSE_SDL=2)
    target_link_options(imgui_sdl_opengl PUBLIC -sUSE_SDL=2 -sMIN_WEBGL_VERSION=2 -sMAX_WEBGL_VERSION=2)
  else()
    find_package(SDL2 REQUIRED)
    find_package(OpenGL REQUIRED)
    target_link_libraries(imgui_sdl_opengl PUBLIC SDL2::SDL2 OpenGL::GL ${CMAKE_DL_LIBS})
  endif()
endfunction()
