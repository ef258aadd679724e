#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "core/base/info.hpp"
#include "core/base/rng.hpp"

namespace downhill {

/// A labelled point of the plane. `target` is the class (0, 1, ...) or the value to learn.
struct Point {
  double x;
  double y;
  double target;
};

/// Where the pictures of a data set come from.
struct PictureSource {
  int height = 28;
  int width = 28;
  bool files = true;  // the host must supply them; false: a PictureGenerator draws them
};

/// What there is to learn from: labelled points of the plane, or labelled pictures.
struct DatasetInfo {
  Info info;
  std::uint32_t classes;  // 0: regression
  double domain;          // points lie in [-domain, domain] squared, which is what pictures of it show
  /// `samples` points; `noise` in [0, 1] blurs them. Source: the formulas of TensorFlow Playground unless Info says
  /// other.
  void (*generate)(int samples, double noise, Rng& rng, std::vector<Point>& points);
  const PictureSource* pictures = nullptr;  // then the two above are 0 and nullptr
};

/// Draws pictures without end, in a table of its own: a program that trains nothing does not carry it.
struct PictureGenerator {
  const char* dataset;  // whose pictures they are
  /// Draws picture `index` of `seed`: [height,width], 255 = ink. Does not allocate.
  void (*draw)(std::uint64_t seed, std::uint64_t index, std::span<std::uint8_t> pixels, std::uint8_t& label);
};

/// The data sets of points, in the registry's order.
std::span<const DatasetInfo* const> point_datasets();

/// The options of every point data set.
enum DatasetOption { kSamples, kNoise, kTrainFraction };
std::span<const OptionSpec> point_dataset_options();

/// The options of every data set of pictures; from kAugment on those of augment_info().
enum PictureOption { kTrainSamples, kTestSamples, kNormalize, kAugment };
std::span<const OptionSpec> picture_dataset_options();

/// The number that the option normalize makes of a pixel, 0 = paper, 1 = ink: itself, or (ink - mean) / deviation of
/// MNIST's training pictures.
double normalized(double ink, double normalize);

/// All points of a data set in their shuffled order; the first `train_fraction` of them are for training.
std::vector<Point> sample_points(const DatasetInfo& dataset, std::span<const double> options, std::uint64_t seed);

/// How many of `samples` are for training: at least one, and at least one remains for testing.
int train_count(int samples, double train_fraction);

/// The domain of TensorFlow Playground's data sets.
inline constexpr double kPlaygroundDomain = 6;

}  // namespace downhill
