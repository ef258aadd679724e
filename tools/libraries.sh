# Sources of the libraries, unpacked once into $TOOLCHAIN/src/<name> in the same layout as their git repositories,
# so that CMake's FetchContent uses them and needs no network (FETCHCONTENT_SOURCE_DIR_<NAME>).

need_headers() {
  local src="$TOOLCHAIN/src"
  mkdir -p "$src/doctest" "$src/nlohmann_json/include"
  [ -e /usr/include/eigen3 ] && ln -sfn /usr/include/eigen3 "$src/eigen"
  [ -e /usr/include/doctest ] && ln -sfn /usr/include/doctest "$src/doctest/doctest"
  [ -e /usr/include/nlohmann ] && ln -sfn /usr/include/nlohmann "$src/nlohmann_json/include/nlohmann"
  return 0
}

need_imgui() { need_source imgui "$IMGUI_VERSION" imgui imgui.h; }
need_sdl2_source() { need_source sdl2 "$SDL2_VERSION" libsdl2 include/SDL.h; }

# need_source <name> <version> <Debian source package> <file that must be there>
need_source() {
  local dir="$TOOLCHAIN/src/$1" work="$TOOLCHAIN/apt/source-$1"
  stamped "$TOOLCHAIN/src" "$1" "$2" && return
  have apt-get && have dpkg-deb || return 0 # elsewhere CMake fetches the tag itself
  say "getting the source of $1 $2"
  private_apt_ready || return
  rm -rf "$work" "$dir"
  mkdir -p "$work" "$dir"
  (cd "$work" && quietly apt-private private_apt source --download-only "$3") || die 1 "the source of $1 could not be downloaded"
  ls "$work" | grep -qF "_$2+" || die 1 "Debian $EMSCRIPTEN_SUITE no longer has $1 $2: $(ls "$work" | head -n1)"
  tar -x -f "$work"/*.orig.tar.* -C "$dir" --strip-components=1 || return
  find "$dir" -xtype l -delete # links to files which Debian left out
  [ -e "$dir/$4" ] || die 1 "the source of $1 has no $4"
  rm -rf "$work"
  stamp "$TOOLCHAIN/src" "$1" "$2"
}

# SDL2 for WebAssembly: Emscripten's own port, built from our source instead of from its download.
need_sdl2_web() {
  [ "$DOWNHILL_EMSCRIPTEN" = "$TOOLCHAIN/emscripten" ] || return 0 # a foreign emcc fetches its port itself
  stamped "$TOOLCHAIN" sdl2-web "$SDL2_VERSION-lean2-$EMSCRIPTEN_STAMP" && return
  need_sdl2_source
  say "building SDL2 $SDL2_VERSION for WebAssembly (20 s)"
  local ports="$TOOLCHAIN/emscripten/cache/ports/sdl2"
  rm -rf "$ports"
  # SDL's own options against what we never use (40 KB of every first load): its blitters and software renderer, sound
  # and game pads.
  sed -i "s/flags = \['-sUSE_SDL=0'.*\]/flags = ['-sUSE_SDL=0', '-DSDL_LEAN_AND_MEAN=1', '-DSDL_AUDIO_DISABLED=1', '-DSDL_JOYSTICK_DISABLED=1']/" \
    "$TOOLCHAIN/emscripten/tools/ports/sdl2.py"
  EMCC_LOCAL_PORTS="sdl2=$TOOLCHAIN/src/sdl2" quietly sdl2-web embuilder build sdl2 || die 1 "SDL2 could not be built for WebAssembly"
  # Emscripten asks at every link whether its port is unpacked: this file is its own answer "yes".
  python3 - "$TOOLCHAIN/emscripten/tools/ports/sdl2.py" >"$ports/.emscripten_url" <<'END'
import re, sys
text = open(sys.argv[1]).read()
tag = re.search(r"^TAG = '(.*)'", text, re.M).group(1)
print(re.search(r"f'(http[^']*)'", text).group(1).replace('{TAG}', tag))
END
  stamp "$TOOLCHAIN" sdl2-web "$SDL2_VERSION-lean2-$EMSCRIPTEN_STAMP"
}
