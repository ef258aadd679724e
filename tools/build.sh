# Configure and build one CMake preset; the pages.

# configure <preset>: with the local copies of the libraries that the setup made.
configure() {
  local preset=$1 name dir sources=()
  for name in imgui eigen doctest nlohmann_json; do
    dir="$TOOLCHAIN/src/$name"
    [ -e "$dir" ] && sources+=("-DFETCHCONTENT_SOURCE_DIR_${name^^}=$dir")
  done
  cmake --fresh --preset "$preset" "${sources[@]}"
}

# build_quietly <preset> [target...]: configures once, builds, and speaks only when there is work or trouble.
build_quietly() {
  local preset=$1 wanted
  shift
  wanted="$(cat CMakePresets.json tools/versions.sh | cksum) ${DOWNHILL_EMSCRIPTEN:-} $TOOLCHAIN"
  if ! stamped "build/$preset" configured "$wanted"; then
    say "configuring $preset"
    quietly "configure-$preset" configure "$preset" || return
    stamp "build/$preset" configured "$wanted"
  fi
  mkdir -p "$LOGS"
  if ! ninja -C "build/$preset" -j "$JOBS" "$@" 2>&1 | tee "$LOGS/build-$preset.log" | build_progress "$preset"; then
    sed -e '/^\[[0-9]*\/[0-9]*\]/d' "$LOGS/build-$preset.log" | head -n 60 >&2
    note "the whole log: $LOGS/build-$preset.log"
    return 1
  fi
}

# Reads what ninja prints and says how far it is: one line that is rewritten on a terminal, one every 10 s elsewhere.
build_progress() {
  local line last=-10 count
  while IFS= read -r line; do
    case "$line" in '[0/'*) continue ;; '['*/*']'*) count="${line%%]*}" ;; *) continue ;; esac
    if [ -t 2 ]; then
      printf '\r    building %s %s ' "$1" "${count#[}" >&2
    elif [ $((SECONDS - last)) -ge 10 ]; then
      note "building $1 ${count#[}"
      last=$SECONDS
    fi
  done
  if [ -t 2 ] && [ -n "${count:-}" ]; then printf '\n' >&2; fi
}

# The pages: both engines and the shell for the browser, the fonts, then everything laid out in build/site.
build_site() {
  setup web
  build_fonts
  build_quietly web-release engine-simd128 engine-relaxed shell || die 1 "the pages could not be built"
  [ ! -e tools/site.mjs ] || node tools/site.mjs --out build/site --web-build build/web-release
}

# MNIST_DIR, when nobody gave it: what was kept, or a public mirror has. Never fails, costs seconds once at most.
find_mnist() {
  [ -z "${MNIST_DIR:-}" ] || return 0
  setup web
  MNIST_DIR="$(node tools/mnist.mjs "$TOOLCHAIN/data/mnist")" && export MNIST_DIR
}

build_fonts() { node tools/fonts.mjs; }

build_native_window() {
  setup shell
  build_fonts
  build_quietly native-release downhill || die 1 "the native window could not be built"
}
