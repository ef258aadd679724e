#include "core/losses/embedding.hpp"

namespace downhill {
namespace {

Status check(std::span<const double>, std::int64_t, std::uint32_t classes) {
  return check_embedding("center", classes);
}

/// The first sample of the class of sample n: its row of dy holds the class's center meanwhile.
Index leader(const View& t, Index n) {
  Index m = 0;
  while (m < n && t.data[m] != t.data[n]) ++m;
  return m;
}

void sum_to_leaders(const View& y, const View& t, Index width, const View& dy) {
  const Index samples = static_cast<Index>(y.shape[0]);
  for (Index n = 0; n < samples; ++n) {
    const Index m = leader(t, n);
    for (Index d = 0; d < width; ++d)
      dy.data[m * width + d] = y.data[n * width + d] + (m == n ? 0 : dy.data[m * width + d]);
  }
  for (Index m = 0; m < samples; ++m) {
    if (leader(t, m) != m) continue;
    Index members = 0;
    for (Index n = m; n < samples; ++n) members += t.data[n] == t.data[m];
    for (Index d = 0; d < width; ++d) dy.data[m * width + d] /= static_cast<Real>(members);
  }
}

double evaluate(std::span<const double>, const View& y, const View& t, const View& dy) {
  const Index samples = static_cast<Index>(y.shape[0]);
  const Index width = static_cast<Index>(y.shape.sample_count());
  const Real scale = Real(1) / static_cast<Real>(samples);
  sum_to_leaders(y, t, width, dy);
  double sum = 0;
  // Backwards: a leader comes before the others of its class, so its center is used up last.
  for (Index n = samples - 1; n >= 0; --n) {
    const Real* center = dy.data + leader(t, n) * width;
    sum += squared_distance(y.data + n * width, center, width);
    for (Index d = 0; d < width; ++d) dy.data[n * width + d] = scale * (y.data[n * width + d] - center[d]);
  }
  return sum / 2 * static_cast<double>(scale);
}

const Sample kSamples[] = {{"{}", "6x3"}, {"{}", "1x2"}, {"{}", "9x2"}, {"{}", "7x10"}, {"{}", "5x1"}, {"{}", "17x5"}};

}  // namespace

/// Pulls the samples of a class together, towards their common center.
///   loss = 1/(2N) sum_n |y_n - c_{t_n}|^2,  c_k = mean of the y of class k in this batch;  dy = (y - c) / N
///   The centers move with y, but what that adds to dy is a sum of differences from a mean, which is 0.
/// Shapes   y [N,D] any place in the network  t [N] class index
/// Errors   check(): values instead of classes
/// Cost     O(N (D + K)) for K classes; the centers stand in dy meanwhile, nothing is allocated
/// Source   Wen et al. 2016, doi:10.1007/978-3-319-46478-7_31, equation 2
/// Not here the paper's centers, which outlive the batch and follow at a rate alpha: a loss of Downhill keeps nothing.
///          A class with one sample in the batch costs nothing, so small batches feel it less
const LossInfo& center_loss() {
  static const LossInfo info = {{.name = "center",
                                 .label = {"Center", "中心损失"},
                                 .summary = {"Pulls the samples of a class together, towards their common center.",
                                             "把同一类的样本拉向它们共同的中心。"},
                                 .formula = "1/(2N) Σ |y − c_t|², c = mean of the class in the batch",
                                 .source = "Wen et al. 2016, doi:10.1007/978-3-319-46478-7_31, equation 2",
                                 .samples = kSamples},
                                TargetKind::class_index,
                                check,
                                evaluate,
                                readout_values,
                                false};
  return info;
}

}  // namespace downhill
