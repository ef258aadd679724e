#include <cstdio>
#include <string>
#include <vector>

#include "shell/cli/arguments.hpp"
#include "shell/cli/run.hpp"

/// downhill-run EXPERIMENT.json | --load FILE [--set path=value]... [--steps N | --epochs N] [--seed S] [--every N]
/// [--save FILE]
int main(int count, char** words) {
  const std::vector<std::string> arguments(words + 1, words + count);
  const downhill::Result<downhill::RunArguments> parsed = downhill::parse_arguments(arguments);
  if (!parsed) {
    std::fprintf(stderr, "downhill: %s\n", to_string(parsed.error()).c_str());
    return 2;
  }
  if (parsed.value().help) {
    std::fputs(downhill::kUsage, stdout);
    return 0;
  }
  const downhill::Status status = downhill::run_experiment(parsed.value());
  if (!status) {
    std::fprintf(stderr, "downhill: %s\n", to_string(status.error()).c_str());
    return 2;
  }
  return 0;
}
