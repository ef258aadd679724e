#pragma once
#include <limits>
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
/// `options` are in the order of Info::options everywhere.
struct LossInfo {
  Info info;
  TargetKind target;
  /// Refuses outputs that do not fit: `units` of the last layer for `classes` (0: regression).
  Status (*check)(std::span<const double> options, std::int64_t units, std::uint32_t classes);
  /// y [N,D], t as `target` says, dy [N,D] is always written. Returns the mean loss.
  double (*evaluate)(std::span<const double> options, const View& y, const View& t, const View& dy);
  /// How outputs are shown: in place, y [N,D] -> one output: its sign is the class and 1 is sure (mse: the value as it
  /// is); several: probabilities.
  void (*readout)(std::span<const double> options, const View& y);
  /// Do the outputs say which class or value it is? Those that only arrange samples in space cannot stand alone.
  bool predicts = true;
  /// Larger batches than this are refused: what the loss costs grows too fast with them. Null: none is too large.
  std::int64_t (*largest_batch)(std::span<const double> options) = nullptr;
};

/// What LossInfo::largest_batch says where no batch is too large.
inline constexpr std::int64_t kNoLargestBatch = std::numeric_limits<std::int64_t>::max();

/// Refuses a batch that is too large for a loss.
Status check_batch(const LossInfo& loss, std::span<const double> options, std::int64_t batch);

/// The check of a loss on values: one output for a regression, one a class otherwise (or one for two classes).
Status check_values(const char* loss, std::int64_t units, std::uint32_t classes);

/// The check of a loss on logits or scores of several classes: data with classes, one output for each.
Status check_classes(const char* loss, std::int64_t units, std::uint32_t classes);

/// Outputs are shown as they are: the readout of a loss on values.
void readout_values(std::span<const double> options, const View& y);

/// softmax over each row: the readout of a loss on logits.
void readout_softmax(std::span<const double> options, const View& y);

}  // namespace downhill
