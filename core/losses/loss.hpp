#pragma once
#include <span>

#include "core/base/info.hpp"
#include "core/base/result.hpp"
#include "core/tensor/view.hpp"

namespace downhill {

/// How a sample's answer is written for a loss.
enum class TargetKind {
  value,        // t [N,D]: the number itself; a class becomes -1 / +1 (one output) or one-hot (several)
  probability,  // t [N,D] in [0, 1]
  class_index,  // t [N]: the class as a number
};

/// A measure of how wrong the outputs are, averaged over the batch.
///   loss = mean over the N samples of l(y_n, t_n);  dy = d loss / dy
struct LossInfo {
  Info info;
  TargetKind target;
  /// Refuses outputs that do not fit: `units` of the last layer for `classes` (0: regression).
  Status (*check)(std::int64_t units, std::uint32_t classes);
  /// y [N,D], t as `target` says, dy [N,D] is always written. Returns the mean loss.
  double (*evaluate)(const View& y, const View& t, const View& dy);
  /// How outputs are shown: in place, y [N,D] -> one output: its sign is the class and 1 is sure (mse: the value as it
  /// is); several: probabilities.
  void (*readout)(const View& y);
};

}  // namespace downhill
