#pragma once
#include <span>

#include "core/base/info.hpp"

namespace downhill {

/// A price on large weights, added to the loss of every batch. Biases are free.
struct RegularizerInfo {
  Info info;
  /// Adds the price's gradient to dw and returns the price.
  double (*apply)(std::span<const double> options, std::span<const Real> w, std::span<Real> dw);
};

}  // namespace downhill
