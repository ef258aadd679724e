#include "core/data/dataset.hpp"

#include <algorithm>
#include <cmath>

#include "core/data/augment.hpp"
#include "core/data/datasets/registry.hpp"

namespace downhill {
namespace {

// Streams of one seed: the points and their order must not change when another part draws more numbers.
constexpr std::uint64_t kPointStream = 1;
constexpr std::uint64_t kOrderStream = 2;

// Mean and standard deviation of all training pixels of MNIST in units of 255, as most tutorials use them.
constexpr double kMnistMean = 0.1307;
constexpr double kMnistDeviation = 0.3081;

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

std::span<const OptionSpec> picture_dataset_options() {
  static const Choice kNormalizations[] = {{"unit", {"0 to 1", "0 到 1"}},
                                           {"standard", {"Mean 0, deviation 1", "均值 0，标准差 1"}}};
  static const std::vector<OptionSpec> options = [] {
    std::vector<OptionSpec> list = {
        {.name = "train_samples",
         .label = {"Training pictures", "训练图片数"},
         .help = {"How many pictures the network learns from; all of them when there are fewer.",
                  "网络用来学习的图片数；不够时使用全部。"},
         .kind = OptionKind::integer,
         .minimum = 10,
         .maximum = 131072,
         .initial = 60000,
         .slider_minimum = 1000,
         .slider_maximum = 60000,
         .logarithmic = true},
        {.name = "test_samples",
         .label = {"Test pictures", "测试图片数"},
         .help = {"How many pictures test it; all of them when there are fewer.", "用来测试的图片数；不够时使用全部。"},
         .kind = OptionKind::integer,
         .minimum = 10,
         .maximum = 131072,
         .initial = 10000,
         .slider_minimum = 500,
         .slider_maximum = 10000,
         .logarithmic = true},
        {.name = "normalize",
         .label = {"Brightness", "亮度"},
         .help = {"How the bytes 0 to 255 become numbers: 0 to 1, or shifted and scaled to mean 0 and deviation 1 over "
                  "MNIST.",
                  "字节 0 到 255 如何变成数：缩放到 0 到 1，或按 MNIST 的均值与标准差标准化。"},
         .kind = OptionKind::choice,
         .maximum = 1,
         .initial = 0,
         .slider_maximum = 1,
         .choices = kNormalizations}};
    const std::span<const OptionSpec> augment = augment_info().options;
    list.insert(list.end(), augment.begin(), augment.end());
    return list;
  }();
  return options;
}

double normalized(double ink, double normalize) {
  return normalize != 0 ? (ink - kMnistMean) / kMnistDeviation : ink;
}

std::span<const DatasetInfo* const> point_datasets() {
  static const std::vector<const DatasetInfo*> found = [] {
    std::vector<const DatasetInfo*> list;
    for (const DatasetInfo* dataset : all_datasets())
      if (dataset->generate != nullptr) list.push_back(dataset);
    return list;
  }();
  return found;
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
