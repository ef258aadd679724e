# What each command needs, no more: `run` only the native compiler, `serve` the web toolchain, `test` everything.
# Every step looks at its stamp first, so that a second call costs milliseconds.

source "$ROOT/tools/packages.sh"
source "$ROOT/tools/emscripten.sh"
source "$ROOT/tools/libraries.sh"

# setup <need...>: native, shell, web, browsers, format. All packages are asked for at once, then each part is prepared.
setup() {
  local need packages=""
  for need in "$@"; do packages+=" $(packages_for "$need")"; done
  need_packages "$packages"
  for need in "$@"; do "prepare_$need"; done
}

packages_for() {
  case "$1" in
    native) echo "$PACKAGES_NATIVE" ;;
    shell) echo "$PACKAGES_NATIVE $PACKAGES_SHELL $PACKAGES_NODE" ;;
    web) echo "$PACKAGES_WEB $PACKAGES_NODE" && { foreign_emscripten >/dev/null || echo "$PACKAGES_EMSCRIPTEN"; } ;;
    browsers) echo "$PACKAGES_BROWSERS" ;;
    fuzz) echo "$PACKAGES_FUZZ" ;;
    format) echo "$PACKAGES_FORMAT" ;;
  esac
}

prepare_native() { need_headers; }
prepare_shell() {
  need_headers
  need_imgui
  need_npm
}
prepare_web() {
  need_headers
  need_imgui
  need_npm
  need_emscripten
  need_sdl2_web
}
prepare_browsers() { need_npm; }
prepare_fuzz() { need_headers; }
prepare_format() { :; }

# npm packages live in tools/; the link beside it lets scripts in tests/ import them too.
need_npm() {
  [ ! -L "$ROOT/tools/node_modules" ] || return 0 # somebody shares another tree's: theirs to keep up
  local wanted
  wanted="$(cat "$ROOT/tools/package.json" "$ROOT/tools/package-lock.json" | cksum)"
  if ! stamped "$ROOT/tools/node_modules" npm "$wanted"; then
    say "installing npm packages"
    quietly npm npm ci --prefix "$ROOT/tools" --ignore-scripts --no-audit --no-fund ||
      die 1 "npm could not install the packages of tools/package.json"
    stamp "$ROOT/tools/node_modules" npm "$wanted"
  fi
  [ -e "$ROOT/node_modules" ] || ln -sfn tools/node_modules "$ROOT/node_modules"
}
