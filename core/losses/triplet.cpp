#include <algorithm>
#include <cmath>

#include "core/losses/embedding.hpp"

namespace downhill {
namespace {

enum { kMargin, kForm, kMining };
enum { kHinge, kSoft };
enum { kHard, kAll, kActive };

constexpr Index kMostForAll = 256;  // samples of a batch whose triplets are all counted: 4.2 million at most

Status check(std::span<const double>, std::int64_t, std::uint32_t classes) {
  return check_embedding("triplet", classes);
}

std::int64_t largest_batch(std::span<const double> options) {
  return static_cast<int>(options[kMining]) == kHard ? kNoLargestBatch : kMostForAll;
}

struct Batch {
  const View &y, &t, &dy;
  Index samples, width;

  bool relatives(Index a, Index b) const { return t.data[a] == t.data[b]; }
  double squared(Index a, Index b) const { return squared_distance(y.data + a * width, y.data + b * width, width); }
  /// dy of a cost that grows by `slope` with the distance of two samples:
  ///   d|y_a - y_b| / dy_a = (y_a - y_b) / |y_a - y_b|; two samples in one place have no direction
  void part(Index a, Index b, double distance, double slope) const {
    if (distance == 0) return;
    pull_apart(y.data + a * width, y.data + b * width, width, slope / distance, dy.data + a * width,
               dy.data + b * width);
  }
};

/// What the triplets cost together, and how many of them the mean is over. Their number may exceed an Index.
struct Total {
  double cost = 0;
  double count = 0;
};

/// The cost of a gap between the two distances, and its derivative.
double cost(std::span<const double> options, double gap, double& slope) {
  if (static_cast<int>(options[kForm]) == kSoft) {
    const double tail = std::exp(-std::abs(gap));
    slope = (gap < 0 ? tail : 1) / (1 + tail);
    return std::max(gap, 0.0) + std::log1p(tail);
  }
  const double over = options[kMargin] + gap;
  slope = over <= 0 ? 0 : 1;
  return over <= 0 ? 0 : over;  // written so that a NaN is kept
}

/// The hardest company of one anchor.
struct Mined {
  Index positive = -1;  // the farthest sample of its class, -1: it is alone
  Index negative = -1;  // the nearest sample of another class, -1: there is none
  double positive_distance = 0;
  double negative_distance = 0;
};

Mined mine(const Batch& batch, Index anchor) {
  Mined mined;
  for (Index n = 0; n < batch.samples; ++n) {
    if (n == anchor) continue;
    const double squared = batch.squared(anchor, n);
    if (batch.relatives(anchor, n)) {
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

/// One triplet an anchor: the hardest.
Total hardest_triplets(std::span<const double> options, const Batch& batch) {
  Total total;
  for (Index a = 0; a < batch.samples; ++a) {
    const Mined mined = mine(batch, a);
    if (mined.positive < 0 || mined.negative < 0) continue;
    ++total.count;
    double slope = 0;
    total.cost += cost(options, mined.positive_distance - mined.negative_distance, slope);
    batch.part(a, mined.positive, mined.positive_distance, slope);
    batch.part(a, mined.negative, mined.negative_distance, -slope);
  }
  return total;
}

/// Some samples of other classes than an anchor's: as many distances as stand on the stack, whatever the batch.
struct Strangers {
  static constexpr Index kMost = 64;
  Index count = 0;
  Index at[kMost];
  double distance[kMost];
  double slope[kMost];  // of the cost of the triplets so far, with the distance's sign turned

  /// Collects those from sample `next` on, and returns where the next call goes on.
  Index collect(const Batch& batch, Index anchor, Index next) {
    for (count = 0; next < batch.samples && count < kMost; ++next) {
      if (batch.relatives(anchor, next)) continue;
      at[count] = next;
      distance[count] = std::sqrt(batch.squared(anchor, next));
      slope[count++] = 0;
    }
    return next;
  }
};

/// Every anchor with every sample of its class and every one of another. What an anchor does to one sample is summed
/// over the triplets first, so that the rows of y are touched N^2 and not N^3 times.
Total all_triplets(std::span<const double> options, const Batch& batch) {
  const bool active_only = static_cast<int>(options[kMining]) == kActive;
  Total total;
  Strangers strangers;
  for (Index a = 0; a < batch.samples; ++a)
    for (Index next = 0; next < batch.samples;) {
      next = strangers.collect(batch, a, next);
      for (Index p = 0; p < batch.samples; ++p) {
        if (p == a || !batch.relatives(a, p)) continue;
        const double distance = std::sqrt(batch.squared(a, p));
        double pull = 0;
        for (Index i = 0; i < strangers.count; ++i) {
          double slope = 0;
          const double price = cost(options, distance - strangers.distance[i], slope);
          total.cost += price;
          total.count += active_only && price == 0 ? 0 : 1;
          pull += slope;
          strangers.slope[i] += slope;
        }
        batch.part(a, p, distance, pull);
      }
      for (Index i = 0; i < strangers.count; ++i)
        batch.part(a, strangers.at[i], strangers.distance[i], -strangers.slope[i]);
    }
  return total;
}

double evaluate(std::span<const double> options, const View& y, const View& t, const View& dy) {
  const Batch batch{y, t, dy, static_cast<Index>(y.shape[0]), static_cast<Index>(y.shape.sample_count())};
  std::fill_n(dy.data, dy.count(), Real(0));
  const bool hard = static_cast<int>(options[kMining]) == kHard;
  const Total total = hard ? hardest_triplets(options, batch) : all_triplets(options, batch);
  if (total.count == 0) return 0;
  const Real scale = static_cast<Real>(1 / total.count);
  for (Index i = 0; i < static_cast<Index>(dy.count()); ++i) dy.data[i] *= scale;
  return total.cost / total.count;
}

const Choice kForms[] = {{"hinge", {"margin", "间隔"}}, {"soft", {"soft", "平滑"}}};
const Choice kMinings[] = {
    {"hard", {"the hardest", "最难的"}}, {"all", {"all", "全部"}}, {"active", {"all that cost", "有代价的"}}};

const OptionSpec kOptions[] = {
    {.name = "margin",
     .label = {"Margin", "间隔"},
     .help = {"How much farther a stranger must be than a relative before the two cost nothing.",
              "异类要比同类再远多少才不再有代价。"},
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
     .choices = kForms},
    {.name = "mining",
     .label = {"Triplets", "三元组"},
     .help =
         {"For each sample only the farthest relative and the nearest stranger; or all triplets of the batch (at "
          "most 256 samples), averaged over all or over those that still cost something.",
          "每个样本只取最远的同类与最近的异类；或取一批（最多 256 个样本）中的全部三元组，对全部平均，或只对仍有代价的"
          "平均。"},
     .kind = OptionKind::choice,
     .maximum = 2,
     .initial = kHard,
     .slider_maximum = 2,
     .choices = kMinings}};

const Sample kSamples[] = {{"{}", "6x3"},
                           {"{}", "1x2"},
                           {R"({"margin":2})", "9x2"},
                           {R"({"form":"soft"})", "8x3"},
                           {R"({"margin":3})", "12x10"},
                           {R"({"margin":1})", "17x5"},
                           {R"({"mining":"all"})", "1x2"},
                           {R"({"mining":"all","margin":2})", "9x2"},
                           {R"({"mining":"all","margin":3})", "12x10"},
                           {R"({"mining":"all","form":"soft"})", "13x5"},
                           {R"({"mining":"active"})", "6x3"},
                           {R"({"mining":"active","margin":1})", "17x5"},
                           {R"({"mining":"active","form":"soft"})", "7x4"}};

}  // namespace

/// Every sample shall stand nearer to those of its own class than to those of any other, by a margin.
///   l(a,p,q) = max(0, margin + |y_a - y_p| - |y_a - y_q|), or softly log(1 + e^(|y_a - y_p| - |y_a - y_q|))
///   a: any sample (anchor), p: another of its class, q: one of another class
///   mining hard:    mean over the anchors of l(a, the farthest p, the nearest q); those without p or q do not count
///   mining all:     mean over all triplets (a, p, q) of the batch, also those that cost nothing
///   mining active:  their sum divided by the number of those with l > 0
///   Where there is no such triplet the loss is 0. dy follows the triplets as they are: that the choice, or the number
///   of active ones, changes with y is left out, as usual. Equal points part in no direction.
/// Shapes   y [N,D] any place in the network  t [N] class index
/// Errors   check(): values instead of classes; check_batch(): more than 256 samples, where all triplets count
/// Cost     hard: O(N^2 D); all, active: O(N^3 + N^2 D), at most N^3/4 triplets = 4.2 million; allocates nothing
/// Source   Schroff et al. 2015, arXiv:1503.03832, section 3.1 (there with squared distances); mining "batch hard"
///          (equation 5) and "batch all" (active: its mean over what is not 0), and the soft form: Hermans et al. 2017,
///          arXiv:1703.07737; one triplet's distances and hinge as torch.nn.TripletMarginLoss with eps=0
/// Not here semi-hard mining; squared distances; other norms and the swap of TripletMarginLoss; triplets that the data
///          name
const LossInfo& triplet_loss() {
  static const LossInfo info = {
      {.name = "triplet",
       .label = {"Triplet", "三元组"},
       .summary = {"Every sample shall stand nearer to those of its own class than to those of any other.",
                   "每个样本到同类的距离，应当小于到异类的距离。"},
       .formula = "mean of max(0, m + d(same) − d(other)), the hardest or all",
       .source = "Schroff et al. 2015, arXiv:1503.03832; Hermans et al. 2017, arXiv:1703.07737",
       .options = kOptions,
       .samples = kSamples},
      TargetKind::class_index,
      check,
      evaluate,
      readout_values,
      false,
      largest_batch};
  return info;
}

}  // namespace downhill
