# Shared by every part of ./dev: where things are, how it speaks, and stamps (a step is done once per pinned version).

ROOT="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
TOOLCHAIN="${DOWNHILL_TOOLCHAIN:-$ROOT/.toolchain}"
LOGS="$ROOT/build/logs"
JOBS="${DOWNHILL_JOBS:-$(nproc 2>/dev/null || echo 2)}"

source "$ROOT/tools/versions.sh"

# A clone beside this one, or the same clone elsewhere, reuses what ccache has seen.
export CCACHE_BASEDIR="$ROOT" CCACHE_NOHASHDIR=1

say() { printf '\033[1m==>\033[0m %s\n' "$*" >&2; }
note() { printf '    %s\n' "$*" >&2; }
die() { # die <exit code> <one sentence>
  local code=$1
  shift
  printf 'dev: %s\n' "$*" >&2
  exit "$code"
}
have() { command -v "$1" >/dev/null 2>&1; }

# quietly <log name> <command...>: output goes to build/logs/<name>.log; its end is shown when the command fails.
quietly() {
  local log="$LOGS/$1.log"
  shift
  mkdir -p "$LOGS"
  if ! "$@" >"$log" 2>&1; then
    tail -n 40 "$log" >&2
    note "the whole log: $log"
    return 1
  fi
}

# Stamps: `stamped <folder> <step> <version>` is true when that step was finished for exactly that version.
stamped() { [ "$(cat "$1/.stamp-$2" 2>/dev/null)" = "$3" ]; }
stamp() { mkdir -p "$1" && printf '%s\n' "$3" >"$1/.stamp-$2"; }
