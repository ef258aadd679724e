#include "core/data/dataset.hpp"

#include <algorithm>
#include <cmath>

namespace downhill {
namespace {

// Streams of one seed: the points and their order must not change when another part draws more numbers.
constexpr std::uint64_t kPointStream = 1;
constexpr std::uint64_t kOrderStream = 2;

}  // namespace

// A function, because a data set's own table may be built before a variable of this file is.
std::span<const OptionSpec> point_dataset_options() {
  static const OptionSpec options[] = {
      {.name = "samples",
       .label = {"Samples", "样本数"},
       .help = {"How many points there are, for training and testing together.", "训练和测试一共有多少个点。"},
       .kind = OptionKind::integer,
       .minimum = 10,
       .maximum = 10000,
       .initial = 500,
       .slider_minimum = 50,
       .slider_maximum = 2000,
       .logarithmic = true},
      {.name = "noise",
       .label = {"Noise", "噪声"},
       .help = {"How much chance blurs the points; more noise makes any fit less certain.",
                "随机扰动的大小；噪声越大，任何拟合都越不确定。"},
       .minimum = 0,
       .maximum = 1,
       .initial = 0,
       .slider_minimum = 0,
       .slider_maximum = 0.5},
      {.name = "train_fraction",
       .label = {"Training share", "训练集比例"},
       .help = {"The share of points the network learns from; the rest tests it.",
                "网络用来学习的点所占的比例；其余的用来测试。"},
       .minimum = 0.05,
       .maximum = 0.95,
       .initial = 0.5,
       .slider_minimum = 0.1,
       .slider_maximum = 0.9}};
  return options;
}

int train_count(int samples, double train_fraction) {
  return std::clamp(static_cast<int>(std::lround(samples * train_fraction)), 1, samples - 1);
}

std::vector<Point> sample_points(const DatasetInfo& dataset, std::span<const double> options, std::uint64_t seed) {
  std::vector<Point> points;
  const int samples = static_cast<int>(options[kSamples]);
  points.reserve(static_cast<std::size_t>(samples));
  Rng rng(seed, kPointStream);
  dataset.generate(samples, options[kNoise], rng, points);
  Rng order(seed, kOrderStream);
  for (std::size_t i = points.size(); i > 1; --i) std::swap(points[i - 1], points[order.below(i)]);
  return points;
}

}  // namespace downhill
