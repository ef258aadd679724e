#pragma once
#include <span>

#include "core/base/info.hpp"
#include "core/tensor/view.hpp"

namespace downhill {

/// A price on large weights, added to the loss of every batch, or a limit on them after every update. Biases are free unless an option
/// says otherwise.
struct RegularizerInfo {
  Info info;
  /// Adds the price's gradient to dw and returns the price.
  double (*apply)(std::span<const double> options, std::span<const Real> w, std::span<Real> dw);
  /// Called after the update, brings w back to where it may be; nullptr: anywhere. w is [O,...], one row a unit.
  void (*project)(std::span<const double> options, const View& w) = nullptr;
  /// The option that makes biases and scales pay the price too; -1: there is none.
  int biases = -1;
};

}  // namespace downhill
