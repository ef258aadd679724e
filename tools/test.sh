# ./dev test: one suite after another; each prints its own sum, the last line is the sum of all.

total_passed=0 total_failed=0 total_skipped=0

# suite <log name> <title> <command...>: what it prints goes to build/logs/<log name>.log and is shown when it fails.
suite() {
  local name=$1 log="$LOGS/$1.log" title=$2 code=0 counts passed failed skipped started=$SECONDS
  shift 2
  say "$title"
  mkdir -p "$LOGS"
  "$@" 2>&1 | tee "$log" | heartbeat || code=$?
  counts="$(count_tests "$log")"
  read -r passed failed skipped <<<"${counts:-0 0 0}"
  # A suite that crashed, or never said how many tests it ran, has failed at least once.
  if [ "$failed" = 0 ] && { [ "$code" != 0 ] || [ -z "$counts" ]; }; then failed=1; fi
  if [ "$failed" != 0 ]; then
    tail -n 80 "$log" >&2
    note "the whole log: $log"
  fi
  note "$name: $passed passed, $failed failed$([ "$skipped" = 0 ] || echo ", $skipped skipped") ($((SECONDS - started)) s)"
  total_passed=$((total_passed + passed)) total_failed=$((total_failed + failed)) total_skipped=$((total_skipped + skipped))
}

# Prints `passed failed skipped` from the last sum in a log, either doctest's or our own `N passed, N failed`.
count_tests() {
  sed 's/\x1b\[[0-9;]*m//g' "$1" | sed -nE \
    -e 's/.*test cases: *[0-9]+ *\| *([0-9]+) passed *\| *([0-9]+) failed *(\| *([0-9]+) skipped)?.*/\1 \2 0\4/p' \
    -e 's/^([0-9]+) passed, ([0-9]+) failed(, ([0-9]+) skipped)?$/\1 \2 0\4/p' | tail -n 1 |
    awk '{ print $1, $2, $3 + 0 }'
}

# Swallows a suite's output and says every 20 s that it still runs, and the last thing it said.
heartbeat() {
  local line last="" status started=$SECONDS
  while true; do
    status=0
    IFS= read -r -t 20 line || status=$?
    if [ "$status" = 0 ]; then last=$line; elif [ "$status" -gt 128 ]; then note "... $((SECONDS - started)) s ${last:0:90}"; else break; fi
  done
}

# build_for_tests <preset> <targets...>: true when built; otherwise it counts as one failed suite.
build_for_tests() {
  local preset=$1
  say "building $*"
  build_quietly "$@" && return
  note "$preset could not be built: 1 failed"
  total_failed=$((total_failed + 1))
  return 1
}

run_native_tests() {
  local dir=build/native-release
  if build_for_tests native-release downhill_core_tests downhill_core_tests_f64 downhill_shell_tests downhill-run downhill; then
    suite core-f32 "core, float" "$dir/downhill_core_tests" --no-colors
    suite core-f64 "core, double" "$dir/downhill_core_tests_f64" --no-colors
    suite shell "shell, without a window" "$dir/downhill_shell_tests" --no-colors
    suite cli "the command line" node tests/cli/run.mjs
    suite mirrors "MNIST from a mirror" node tests/cli/mnist_mirrors.mjs
    suite mnist "published results on MNIST" node tests/cli/mnist.mjs
  fi
}

run_sanitizer_tests() {
  local dir=build/native-asan
  export UBSAN_OPTIONS=print_stacktrace=1
  if build_for_tests native-asan downhill_core_tests downhill_shell_tests; then
    suite core-asan "core, sanitizers" "$dir/downhill_core_tests" --no-colors
    suite shell-asan "shell, sanitizers" "$dir/downhill_shell_tests" --no-colors
  fi
}

run_wasm_tests() {
  if build_for_tests web-release downhill_core_tests engine-simd128 engine-relaxed; then
    suite core-wasm "core, WebAssembly under node" node build/web-release/downhill_core_tests.js --no-colors
    suite agree "native and WebAssembly agree" node tests/engine/agree.mjs
    suite quiet "the engine carries no text of the interface" node tests/engine/quiet.mjs
    suite fonts "the Chinese font on its coarser grid" node tests/engine/fonts.mjs
    suite lessons "the lessons show no marks" node tests/engine/lessons.mjs
    suite pictures "the page reads IDX files" node tests/engine/pictures.mjs
    suite own-picture "the page measures PNG and JPEG" node tests/engine/own_picture.mjs
  fi
}

run_browser_tests() {
  say "building the pages"
  if ! (build_site); then
    note "the pages could not be built: 1 failed"
    total_failed=$((total_failed + 1))
    return
  fi
  suite size "what a first visit transfers" node tests/web/size.mjs
  suite chromium "the pages in Chromium" node tests/web/run.mjs --browser chromium
  suite firefox "the pages in Firefox" \
    env LIBGL_ALWAYS_SOFTWARE=1 xvfb-run -a -s '-screen 0 1400x1000x24' node tests/web/run.mjs --browser firefox
}

run_tests() {
  local quick="" started=$SECONDS
  case "${1:-}" in
    --quick) quick=1 ;;
    --long) export DOWNHILL_LONG=1 ;;
    '') ;;
    *) die 2 "./dev test knows --quick and --long, not '$1'" ;;
  esac
  say "setting up"
  setup shell web $([ -n "$quick" ] || echo browsers)
  build_fonts
  suite tree "direction of includes" tools/check_tree.sh
  run_native_tests
  run_wasm_tests
  if [ -z "$quick" ]; then
    run_sanitizer_tests
    run_browser_tests
  fi
  note "all suites took $((SECONDS - started)) s$([ "$total_skipped" = 0 ] || echo "; $total_skipped tests were skipped, see above")"
  echo "$total_passed passed, $total_failed failed"
  [ "$total_failed" = 0 ]
}
