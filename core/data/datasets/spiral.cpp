#include <cmath>
#include <numbers>

#include "core/data/dataset.hpp"

namespace downhill {
namespace {

constexpr double kRadius = 5;
constexpr double kTurns = 1.75;

void add_arm(int count, double start, double noise, double target, Rng& rng, std::vector<Point>& points) {
  for (int i = 0; i < count; ++i) {
    const double along = static_cast<double>(i) / count;
    const double r = kRadius * along;
    const double angle = kTurns * along * 2 * std::numbers::pi + start;
    const double x = r * std::sin(angle) + rng.uniform(-1, 1) * noise;
    const double y = r * std::cos(angle) + rng.uniform(-1, 1) * noise;
    points.push_back({x, y, target});
  }
}

void generate(int samples, double noise, Rng& rng, std::vector<Point>& points) {
  add_arm(samples / 2, 0, noise, 1, rng, points);
  add_arm(samples - samples / 2, std::numbers::pi, noise, 0, rng, points);
}

}  // namespace

const DatasetInfo& spiral_dataset() {
  static const DatasetInfo info = {{.name = "spiral",
                                    .label = {"Spiral", "螺旋"},
                                    .summary = {"Two arms wound around each other: the hardest of the classic four.",
                                                "两条旋臂互相缠绕：四个经典数据集里最难的一个。"},
                                    .formula = "r = 5 i/n, angle = 1.75 turns i/n (+ half a turn for class 0)",
                                    .source = "TensorFlow Playground, dataset.ts, classifySpiralData",
                                    .options = point_dataset_options()},
                                   2,
                                   kPlaygroundDomain,
                                   generate};
  return info;
}

}  // namespace downhill
