#!/usr/bin/env bash
# The direction of includes (ARCHITECTURE.md): base <- tensor, kernels <- ops, losses, optimizers, data, ... <- graph,
# model <- inspect, tasks <- session <- shell | web; the core knows no window, file, clock or thread.
cd "$(dirname "$0")/.." || exit
failed=0
complain() { # reads grep's lines
  local line
  while IFS= read -r line; do
    printf '%s\n    %s\n' "$line" "$1"
    failed=$((failed + 1))
  done
}

layers=('base' 'tensor kernels' 'ops losses optimizers schedules initializers regularizers data' 'graph model'
  'inspect tasks' 'session')
above='shell/|web/'
for ((layer = ${#layers[@]} - 1; layer >= 0; --layer)); do
  for folder in ${layers[layer]}; do
    [ -d "core/$folder" ] || continue
    complain "core/$folder must not include this: it lies above" < <(grep -rnE "#include \"($above)" "core/$folder")
  done
  for folder in ${layers[layer]}; do above+="|core/$folder/"; done
done
for folder in core/*/; do
  [[ " ${layers[*]} " == *" $(basename "$folder") "* ]] || complain "name its layer in tools/check_tree.sh" <<<"$folder"
done

complain "the core is a pure library: no window, file, console, clock or thread" < <(grep -rnE \
  '#include [<"](imgui|SDL|emscripten|iostream|fstream|cstdio|stdio\.h|thread|mutex|atomic|chrono|ctime|filesystem|random)' core |
  grep -v '^core/base/number_text.cpp:.*<cstdio>') # snprintf, which writes into memory only
complain "__EMSCRIPTEN__ belongs into web/engine, shell/platform or shell/client" < <(grep -rn '__EMSCRIPTEN__' core shell |
  grep -vE '^shell/(platform|client)/')
complain "the shell must not include the browser's folder" < <(grep -rn '#include "web/' shell)

echo "$((failed == 0)) passed, $failed failed"
exit $((failed > 0))
