#include <algorithm>
#include <cmath>

#include "core/losses/embedding.hpp"

namespace downhill {
namespace {

enum { kMargin, kForm };
enum { kHinge, kSoft };

Status check(std::span<const double>, std::int64_t, std::uint32_t classes) {
  return check_embedding("triplet", classes);
}

/// The hardest company of one anchor.
struct Mined {
  Index positive = -1;  // the farthest sample of its class, -1: it is alone
  Index negative = -1;  // the nearest sample of another class, -1: there is none
  double positive_distance = 0;
  double negative_distance = 0;
};

Mined mine(const View& y, const View& t, Index anchor, Index width) {
  Mined mined;
  for (Index n = 0; n < static_cast<Index>(y.shape[0]); ++n) {
    if (n == anchor) continue;
    const double squared = squared_distance(y.data + anchor * width, y.data + n * width, width);
    if (t.data[n] == t.data[anchor]) {
      if (mined.positive < 0 || !(squared <= mined.positive_distance))
        mined.positive = n, mined.positive_distance = squared;
    } else {
      if (mined.negative < 0 || !(squared >= mined.negative_distance))
        mined.negative = n, mined.negative_distance = squared;
    }
  }
  mined.positive_distance = std::sqrt(mined.positive_distance);
  mined.negative_distance = std::sqrt(mined.negative_distance);
  return mined;
}

/// The cost of a gap between the two distances, and its derivative.
double cost(std::span<const double> options, double gap, double& slope) {
  if (static_cast<int>(options[kForm]) == kSoft) {
    slope = 1 / (1 + std::exp(-gap));
    return std::max(gap, 0.0) + std::log1p(std::exp(-std::abs(gap)));
  }
  const double over = options[kMargin] + gap;
  slope = over <= 0 ? 0 : 1;
  return over <= 0 ? 0 : over;  // written so that a NaN is kept
}

double evaluate(std::span<const double> options, const View& y, const View& t, const View& dy) {
  const Index samples = static_cast<Index>(y.shape[0]);
  const Index width = static_cast<Index>(y.shape.sample_count());
  std::fill_n(dy.data, dy.count(), Real(0));
  double sum = 0;
  Index anchors = 0;
  for (Index a = 0; a < samples; ++a) {
    const Mined mined = mine(y, t, a, width);
    if (mined.positive < 0 || mined.negative < 0) continue;
    ++anchors;
    double slope = 0;
    sum += cost(options, mined.positive_distance - mined.negative_distance, slope);
    // d|y_a - y_b| / dy_a = (y_a - y_b) / |y_a - y_b|; two samples in one place have no direction
    const auto part = [&](Index other, double distance, double sign) {
      if (distance != 0)
        pull_apart(y.data + a * width, y.data + other * width, width, sign * slope / distance, dy.data + a * width,
                   dy.data + other * width);
    };
    part(mined.positive, mined.positive_distance, 1);
    part(mined.negative, mined.negative_distance, -1);
  }
  if (anchors == 0) return 0;
  const Real scale = Real(1) / static_cast<Real>(anchors);
  for (Index i = 0; i < static_cast<Index>(dy.count()); ++i) dy.data[i] *= scale;
  return sum / static_cast<double>(anchors);
}

const Choice kForms[] = {{"hinge", {"margin", "间隔"}}, {"soft", {"soft", "平滑"}}};

const OptionSpec kOptions[] = {
    {.name = "margin",
     .label = {"Margin", "间隔"},
     .help = {"How much farther the nearest stranger must be than the farthest relative before it costs nothing.",
              "最近的异类要比最远的同类再远多少才不再有代价。"},
     .minimum = 0,
     .maximum = 1000,
     .initial = 0.5,
     .slider_minimum = 0,
     .slider_maximum = 5,
     .live = true},
    {.name = "form",
     .label = {"Form", "形式"},
     .help = {"A border at the margin, or a soft one that never lets go: log(1 + e^gap).",
              "在间隔处截止，或用永不放手的平滑形式：log(1 + e^差)。"},
     .kind = OptionKind::choice,
     .maximum = 1,
     .initial = kHinge,
     .slider_maximum = 1,
     .choices = kForms}};

const Sample kSamples[] = {{"{}", "6x3"},
                           {"{}", "1x2"},
                           {R"({"margin":2})", "9x2"},
                           {R"({"form":"soft"})", "8x3"},
                           {R"({"margin":3})", "12x10"},
                           {R"({"margin":1})", "17x5"}};

}  // namespace

/// Every sample shall stand nearer to the farthest of its own class than to the nearest of any other.
///   loss = mean over anchors a of max(0, margin + |y_a - y_p| - |y_a - y_q|), or log(1 + e^(|y_a - y_p| - |y_a -
///   y_q|)) p: the farthest sample of a's class in the batch, q: the nearest of another class ("batch hard"). Anchors
///   without either do not count; without any the loss is 0. dy follows p and q as they are; equal points part in no
///   direction.
/// Shapes   y [N,D] any place in the network  t [N] class index
/// Errors   check(): values instead of classes
/// Cost     O(N^2 D); allocates nothing
/// Source   Schroff et al. 2015, arXiv:1503.03832; mining and soft form: Hermans et al. 2017, arXiv:1703.07737,
/// equation 5 Not here all triplets; squared distances; triplets that the data name
const LossInfo& triplet_loss() {
  static const LossInfo info = {
      {.name = "triplet",
       .label = {"Triplet", "三元组"},
       .summary = {"Every sample shall stand nearer to the farthest of its own class than to the nearest of any other.",
                   "每个样本到同类最远者的距离，应当小于到异类最近者的距离。"},
       .formula = "mean of max(0, m + max d(same) − min d(other))",
       .source = "Schroff et al. 2015, arXiv:1503.03832; Hermans et al. 2017, arXiv:1703.07737, equation 5",
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
