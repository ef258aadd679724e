#include <algorithm>
#include <cmath>

#include "core/losses/embedding.hpp"

namespace downhill {
namespace {

Status check(std::span<const double>, std::int64_t, std::uint32_t classes) {
  return check_embedding("contrastive", classes);
}

double evaluate(std::span<const double> options, const View& y, const View& t, const View& dy) {
  const Index samples = static_cast<Index>(y.shape[0]);
  const Index width = static_cast<Index>(y.shape.sample_count());
  const double margin = options[0];
  std::fill_n(dy.data, dy.count(), Real(0));
  if (samples < 2) return 0;
  const double scale = 2 / (static_cast<double>(samples) * static_cast<double>(samples - 1));
  double sum = 0;
  for (Index a = 0; a < samples; ++a)
    for (Index b = a + 1; b < samples; ++b) {
      const Real *ya = y.data + a * width, *yb = y.data + b * width;
      Real *da = dy.data + a * width, *db = dy.data + b * width;
      const double squared = squared_distance(ya, yb, width);
      if (t.data[a] == t.data[b]) {
        sum += squared / 2;
        pull_apart(ya, yb, width, scale, da, db);
        continue;
      }
      const double distance = std::sqrt(squared);
      if (distance >= margin) continue;  // written so that a NaN is kept
      sum += (margin - distance) * (margin - distance) / 2;
      // Two samples in one place have no direction to part in.
      if (distance != 0) pull_apart(ya, yb, width, -scale * (margin - distance) / distance, da, db);
    }
  return sum * scale;
}

const OptionSpec kOptions[] = {{.name = "margin",
                                .label = {"Margin", "间隔"},
                                .help = {"How far apart samples of different classes must be before they cost nothing.",
                                         "不同类别的样本要相距多远才不再有代价。"},
                                .minimum = 0,
                                .maximum = 1000,
                                .initial = 1,
                                .slider_minimum = 0,
                                .slider_maximum = 5,
                                .live = true}};

const Sample kSamples[] = {
    {R"({"margin":4})", "6x3"}, {"{}", "1x2"}, {"{}", "2x1"}, {R"({"margin":2})", "9x2"}, {R"({"margin":10})", "7x10"},
    {R"({"margin":3})", "13x5"}};

}  // namespace

/// Samples of one class shall stand together, those of different classes at least a margin apart.
///   loss = 1/P sum over all pairs a < b of  d^2/2 when t_a = t_b,  max(0, margin - d)^2/2 otherwise
///   d = |y_a - y_b|, P = N(N-1)/2;  dy_a = (y_a - y_b)/P, or -(margin - d)/d (y_a - y_b)/P, summed over b
///   Where d = 0 the second has no derivative; dy is 0 there.
/// Shapes   y [N,D] any place in the network  t [N] class index
/// Errors   check(): values instead of classes
/// Cost     O(N^2 D); allocates nothing
/// Source   Hadsell, Chopra and LeCun 2006, doi:10.1109/CVPR.2006.100, equation 4, over all pairs of the batch
/// Not here pairs that the data name; mining: every pair counts alike
const LossInfo& contrastive_loss() {
  static const LossInfo info = {
      {.name = "contrastive",
       .label = {"Contrastive", "对比损失"},
       .summary = {"Samples of one class shall stand together, those of different classes at least a margin apart.",
                   "同一类的样本应当靠在一起，不同类的至少相距一个间隔。"},
       .formula = "mean over pairs of d²/2 (same class) or max(0, m − d)²/2",
       .source = "Hadsell, Chopra and LeCun 2006, doi:10.1109/CVPR.2006.100, equation 4",
       .options = kOptions,
       .samples = kSamples},
      TargetKind::class_index,
      check,
      evaluate,
      readout_values,
      false};
  return info;
}

}  // namespace downhill
