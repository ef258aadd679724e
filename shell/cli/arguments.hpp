#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/base/result.hpp"
#include "core/tasks/range_test.hpp"

namespace downhill {

inline constexpr const char* kUsage =
    "usage: ./dev run EXPERIMENT.json [--set path=value]... [--steps N | --epochs N] [--seed S] [--every N] [--save "
    "FILE]\n"
    "       ./dev run --load FILE      [--set path=value]... [--steps N | --epochs N]            [--every N] [--save "
    "FILE]\n"
    "\n"
    "  --load FILE       go on with a run that --save has written; it holds its experiment and its state\n"
    "  --set path=value  change one field of the experiment, e.g. optimizer.learning_rate=0.1\n"
    "  --steps N         stop after N updates, those before --load among them\n"
    "  --epochs N        stop after N passes over the training set (default: the experiment's epochs)\n"
    "  --seed S          the same as --set seed=S\n"
    "  --every N         print a line each N updates (default: twenty lines a run)\n"
    "  --data DIR        where the IDX files of a picture data set lie (default: MNIST_DIR, FASHION_MNIST_DIR)\n"
    "  --range-test [MIN MAX STEPS]\n"
    "                    instead of training: a rate that grows from MIN to MAX (1e-6 10 100), the loss of every "
    "step,\n"
    "                    and a learning rate that suits\n"
    "  --inspect         at the end look at one batch: activations and gradients of every layer, a gradient check, "
    "the\n"
    "                    loss along a random direction, and the Hessian's eigenvalues for nets of at most 512 numbers\n"
    "  --save FILE       write the run as safetensors: the parameters, and all that --load needs\n"
    "\n"
    "Prints one JSON object a line; the last one has \"done\":true.\n";

/// What the command line asks for.
struct RunArguments {
  bool help = false;
  std::string file;
  std::vector<std::pair<std::string, std::string>> changes;  // path, value
  std::optional<std::uint64_t> steps;
  std::optional<std::uint64_t> epochs;
  std::optional<std::uint64_t> every;
  std::string data;
  std::string save;
  std::string load;  // instead of `file`
  std::optional<RangeTestOptions> range_test;
  bool inspect = false;
};

/// Errors: an unknown flag, a flag without its value, a number out of range; each named.
Result<RunArguments> parse_arguments(const std::vector<std::string>& words);

}  // namespace downhill
