#include <cmath>

#include "core/data/dataset.hpp"

namespace downhill {
namespace {

void add_cloud(int count, double center, double variance, double target, Rng& rng, std::vector<Point>& points) {
  const double deviation = std::sqrt(variance);
  for (int i = 0; i < count; ++i) {
    const double x = center + deviation * rng.normal();
    const double y = center + deviation * rng.normal();
    points.push_back({x, y, target});
  }
}

void generate(int samples, double noise, Rng& rng, std::vector<Point>& points) {
  const double variance = 0.5 + 7 * noise;
  add_cloud(samples / 2, 2, variance, 1, rng, points);
  add_cloud(samples - samples / 2, -2, variance, 0, rng, points);
}

}  // namespace

const DatasetInfo& gauss_dataset() {
  static const DatasetInfo info = {
      {.name = "gauss",
       .label = {"Two clouds", "两团高斯"},
       .summary = {"Two round clouds that one straight line parts.", "两团圆形的点云，一条直线就能分开。"},
       .formula = "class 1 ~ N((2, 2), v), class 0 ~ N((-2, -2), v), v = 0.5 + 7 noise",
       .source = "TensorFlow Playground, dataset.ts, classifyTwoGaussData",
       .options = point_dataset_options()},
      2,
      kPlaygroundDomain,
      generate};
  return info;
}

}  // namespace downhill
