# Debian packages. A line is `package:probe`; the package is installed only when the probe (a command or a file) is absent.

PACKAGES_BUILD="cmake:cmake ninja-build:ninja ccache:ccache
  libeigen3-dev:/usr/include/eigen3/Eigen/Core doctest-dev:/usr/include/doctest/doctest.h
  nlohmann-json3-dev:/usr/include/nlohmann/json.hpp"
PACKAGES_NATIVE="$PACKAGES_BUILD g++:g++ zlib1g-dev:/usr/include/zlib.h"
PACKAGES_WEB="$PACKAGES_BUILD python3:python3 xz-utils:xz"
PACKAGES_SHELL="libsdl2-dev:sdl2-config xz-utils:xz"
PACKAGES_NODE="nodejs:node npm:npm"
PACKAGES_EMSCRIPTEN="clang-$LLVM_MAJOR:clang-$LLVM_MAJOR lld-$LLVM_MAJOR:wasm-ld-$LLVM_MAJOR
  llvm-$LLVM_MAJOR:llvm-ar-$LLVM_MAJOR patchelf:patchelf"
PACKAGES_BROWSERS="chromium:chromium firefox-esr:firefox-esr xvfb:Xvfb xauth:xauth
  libgl1-mesa-dri:/usr/lib/*/dri/swrast_dri.so libegl-mesa0:/usr/lib/*/libEGL_mesa.so.0"
PACKAGES_FUZZ="$PACKAGES_BUILD clang-$LLVM_MAJOR:clang++-$LLVM_MAJOR
  libclang-rt-$LLVM_MAJOR-dev:/usr/lib/llvm-$LLVM_MAJOR/lib/clang/$LLVM_MAJOR/lib/*/libclang_rt.fuzzer*.a"
PACKAGES_FORMAT="clang-format-14:clang-format-14 clang-tidy-14:clang-tidy-14"

# missing_packages "<package:probe ...>": prints the packages whose probe fails.
missing_packages() {
  local entry probe
  for entry in $1; do
    probe="${entry#*:}"
    case "$probe" in
      /*) compgen -G "$probe" >/dev/null || echo "${entry%%:*}" ;;
      *) have "$probe" || echo "${entry%%:*}" ;;
    esac
  done | sort -u
}

# need_packages "<package:probe ...>": installs what is missing, or says exactly what to install and exits with 2.
need_packages() {
  local missing
  missing="$(missing_packages "$1" | tr '\n' ' ')"
  [ -z "$missing" ] && return
  if ! have apt-get || [ "$(id -u)" != 0 ]; then
    die 2 "these packages are missing; install them and run ./dev again: ${missing% }"
  fi
  say "installing with apt: $missing"
  apt_update || true # old lists may still do
  # shellcheck disable=SC2086
  DEBIAN_FRONTEND=noninteractive quietly apt apt-get install -y -qq --no-install-recommends \
    -o DPkg::Lock::Timeout=120 $missing || die 2 "apt could not install: ${missing% }"
}

apt_update() {
  [ -n "${apt_updated:-}" ] && return
  apt_updated=1
  quietly apt-update apt-get update -qq
}
