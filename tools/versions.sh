# Every version that the setup pins, in one place. The npm packages are pinned in tools/package-lock.json,
# the same libraries for a build without local copies in cmake/dependencies.cmake.

EMSCRIPTEN_VERSION=3.1.69      # what the private toolchain holds
EMSCRIPTEN_OLDEST=3.1.60       # an emcc on PATH this new is used instead
EMSCRIPTEN_SUITE=trixie        # the Debian suite whose packages are unpacked privately
LLVM_MAJOR=19                  # the LLVM which that Emscripten is made for
IMGUI_VERSION=1.90.1
SDL2_VERSION=2.32.4
TOOLCHAIN_REVISION=1           # raise it when the way of installing changes
