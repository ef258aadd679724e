#pragma once
#include <cstdint>
#include <span>

#include "core/base/info.hpp"

namespace downhill {

/// A stretch [first, last) of the flat block of parameters.
struct ParameterRange {
  std::size_t first, last;
};

/// One update of all parameters at once; they lie in one flat block, so no optimizer can step tensors unevenly.
struct UpdateCall {
  std::span<const double> options;               // in the order of Info::options
  std::uint64_t step;                            // 1 for the first update
  std::span<Real> w;                             // parameters, changed in place
  std::span<const Real> dw;                      // gradients
  std::span<Real> state;                         // slots * w.size(), zero before the first update
  std::span<const ParameterRange> weights = {};  // where w holds weights; the rest are biases and the like
};

/// A rule that turns gradients into a better set of parameters. The first option is the learning rate, the last two are
/// those of clip.hpp.
struct OptimizerInfo {
  Info info;
  int slots;  // numbers kept for each parameter
  void (*update)(const UpdateCall& call);
};

}  // namespace downhill
