# Emscripten: an emcc on PATH that is new enough, else a private copy made of Debian's packages in $TOOLCHAIN.
# Debian 12's own emscripten is too old, so the packages of a later suite are unpacked (never installed) beside
# the project, from the very mirror that apt already uses here. See CONTRIBUTING.md, "The toolchain".

EMSCRIPTEN_STAMP="$EMSCRIPTEN_VERSION-r$TOOLCHAIN_REVISION"

version_at_least() { [ "$(printf '%s\n%s\n' "$2" "$1" | sort -V | head -n1)" = "$2" ]; }

# Prints the folder of an emcc on PATH that is not ours and new enough; false when there is none.
foreign_emscripten() {
  local found
  found="$(command -v emcc)" && [ "$found" != "$TOOLCHAIN/emscripten/emcc" ] &&
    version_at_least "$(emcc -dumpversion 2>/dev/null || echo 0)" "$EMSCRIPTEN_OLDEST" &&
    dirname "$(readlink -f "$found")"
}

# use_emscripten: puts the compiler into the environment; true when one is there.
use_emscripten() {
  export DOWNHILL_EMSCRIPTEN EM_CONFIG PATH
  DOWNHILL_EMSCRIPTEN="$(foreign_emscripten)" && return
  stamped "$TOOLCHAIN" emscripten "$EMSCRIPTEN_STAMP" || return
  DOWNHILL_EMSCRIPTEN="$TOOLCHAIN/emscripten" EM_CONFIG="$TOOLCHAIN/emscripten.config" PATH="$TOOLCHAIN/emscripten:$PATH"
}

need_emscripten() {
  use_emscripten && return
  have dpkg-deb && have apt-get ||
    die 2 "Emscripten is missing; install version $EMSCRIPTEN_VERSION with emsdk and put emcc on PATH"
  say "installing Emscripten $EMSCRIPTEN_VERSION into ${TOOLCHAIN/#$ROOT\//} (250 MB, about a minute)"
  install_emscripten || die 1 "Emscripten could not be installed (see above)"
  use_emscripten
}

# A private apt: same mirror, another suite, own lists and cache; the system's own state stays as it is.
private_apt() {
  local dir="$TOOLCHAIN/apt"
  apt-get -qq -o Dir::Etc::sourcelist="$dir/sources.list" -o Dir::Etc::sourceparts=/dev/null \
    -o Dir::State::lists="$dir/lists" -o Dir::Cache="$dir/cache" -o Dir::State::status="$dir/status" \
    -o APT::Sandbox::User= -o APT::Get::List-Cleanup=0 "$@"
}

private_apt_ready() {
  local dir="$TOOLCHAIN/apt" mirror
  [ -s "$dir/sources.list" ] && [ -n "$(ls "$dir/lists" 2>/dev/null | grep -m1 Sources)" ] && return
  # The suite is taken from where this machine gets its base system (not its -updates or -security part).
  mirror="$(apt-get indextargets --format '$(SITE) $(CODENAME) $(LABEL)' 'Created-By: Packages' |
    awk '$3 == "Debian" && $2 !~ /-/ { print $1; exit }')"
  [ -n "$mirror" ] || { apt_update; die 2 "apt has no Debian mirror to take Emscripten $EMSCRIPTEN_VERSION from; put an emcc on PATH"; }
  mkdir -p "$dir/lists/partial" "$dir/cache/archives/partial"
  : >"$dir/status"
  printf '%s [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] %s %s main\n' \
    deb "$mirror" "$EMSCRIPTEN_SUITE" deb-src "$mirror" "$EMSCRIPTEN_SUITE" >"$dir/sources.list"
  note "reading the package list of Debian $EMSCRIPTEN_SUITE"
  quietly apt-private private_apt update
}

install_emscripten() {
  local packages="$TOOLCHAIN/apt/packages" unpacked="$TOOLCHAIN/unpacked" own="$TOOLCHAIN/emscripten" deb
  rm -rf "$unpacked" "$own" "$packages"
  mkdir -p "$packages" "$unpacked"
  private_apt_ready || return
  note "downloading"
  (cd "$packages" && quietly apt-private private_apt download \
    "emscripten=$EMSCRIPTEN_VERSION*" binaryen libc6 libstdc++6 libgcc-s1) || return
  note "unpacking"
  for deb in "$packages"/*.deb; do # without what a plain, single-threaded build never opens (three quarters of it)
    dpkg-deb --fsys-tarfile "$deb" | tar -x -C "$unpacked" --exclude='*/wasm32-emscripten/lto*' \
      --exclude='*/wasm32-emscripten/pic' --exclude='*-mt*.a' --exclude='*-ww*.a' --exclude='*-emu*.a' \
      --exclude='./usr/share/emscripten/test' --exclude='./usr/share/doc' --exclude='./usr/share/locale' || return
  done
  rm -rf "$packages"
  mv "$unpacked/usr/share/emscripten" "$own" || return
  relink_binaryen "$unpacked" || return
  write_emscripten_config "$unpacked"
  install_acorn "$own" || return
  stamp "$TOOLCHAIN" emscripten "$EMSCRIPTEN_STAMP"
}

# Binaryen of the later suite wants that suite's C library: point its programs at the unpacked one.
relink_binaryen() {
  local lib program
  lib="$(dirname "$(ls "$1"/usr/lib/*/libbinaryen.so)")" || return
  [ -e "$lib/libc.so.6" ] || { note "no C library beside binaryen"; return 1; }
  for program in "$1"/usr/bin/wasm*; do
    patchelf --set-interpreter "$(ls "$lib"/ld-linux*.so.*)" --force-rpath --set-rpath "$lib" "$program" || return
  done
  patchelf --force-rpath --set-rpath "$lib" "$lib/libbinaryen.so"
}

write_emscripten_config() {
  cat >"$TOOLCHAIN/emscripten.config" <<END
LLVM_ROOT = '/usr/bin'
LLVM_ADD_VERSION = '$LLVM_MAJOR'
CLANG_ADD_VERSION = '$LLVM_MAJOR'
BINARYEN_ROOT = '$1/usr'
NODE_JS = '$(command -v node)'
CACHE = '$TOOLCHAIN/emscripten/cache'
FROZEN_CACHE = False
END
}

# Emscripten's JavaScript passes import acorn from a node_modules beside them.
install_acorn() {
  mkdir -p "$1/node_modules" && cp -rL "$ROOT/tools/node_modules/acorn" "$1/node_modules/"
}
