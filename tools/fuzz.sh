# ./dev fuzz [name] [seconds]: libFuzzer with the address and undefined-behaviour sanitizers on tests/fuzz/<name>.cpp.
# It starts from tests/fuzz/corpus/<name>; what it finds by itself stays in build/fuzz/<name>, out of the repository.
# A crash leaves its input in build/fuzz/<name>-crash-...: `build/native-fuzz/fuzz_<name> FILE` repeats it.

run_fuzzers() {
  local names=() name seconds=120 failed=0 file
  for file in tests/fuzz/*.cpp; do names+=("$(basename "$file" .cpp)"); done
  if [ $# -gt 0 ] && [[ ! $1 =~ ^[0-9]+$ ]]; then
    [ -e "tests/fuzz/$1.cpp" ] || die 2 "there is no harness '$1'; there are ${names[*]}"
    names=("$1")
    shift
  fi
  seconds="${1:-$seconds}"
  [[ $seconds =~ ^[1-9][0-9]*$ ]] || die 2 "seconds must be a whole number from 1, not '$seconds'"
  setup fuzz
  build_quietly native-fuzz "${names[@]/#/fuzz_}" || die 1 "the harnesses could not be built"
  for name in "${names[@]}"; do fuzz_one "$name" "$seconds" || failed=$((failed + 1)); done
  echo "$((${#names[@]} - failed)) passed, $failed failed"
  [ "$failed" = 0 ]
}

# fuzz_one <name> <seconds>
fuzz_one() {
  local name=$1 found="build/fuzz/$1" dictionary=()
  mkdir -p "$found" "$LOGS"
  [ ! -e "tests/fuzz/$name.dict" ] || dictionary=("-dict=tests/fuzz/$name.dict")
  say "fuzzing $name for $2 s"
  # At most 2 GiB, and no input may take longer than 20 s.
  if "build/native-fuzz/fuzz_$name" -max_total_time="$2" -timeout=20 -rss_limit_mb=2048 -max_len=16384 -print_final_stats=1 \
    -artifact_prefix="$found-" "${dictionary[@]}" "$found" "tests/fuzz/corpus/$name" >"$LOGS/fuzz-$name.log" 2>&1; then
    note "$name: $(sed -n 's/^stat::number_of_executed_units: *//p' "$LOGS/fuzz-$name.log") inputs, none broke it"
    return
  fi
  tail -n 40 "$LOGS/fuzz-$name.log" >&2
  note "the whole log: $LOGS/fuzz-$name.log"
  return 1
}
