#pragma once
#include "shell/cli/arguments.hpp"

namespace downhill {

/// Trains an experiment to its end, printing one JSON object a line on standard output.
/// Errors: the file cannot be read, the experiment or a change is refused, the result cannot be saved.
Status run_experiment(const RunArguments& arguments);

}  // namespace downhill
