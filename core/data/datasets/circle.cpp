#include <cmath>
#include <numbers>

#include "core/data/dataset.hpp"

namespace downhill {
namespace {

constexpr double kRadius = 5;

void add_ring(int count, double inner, double outer, double noise, Rng& rng, std::vector<Point>& points) {
  for (int i = 0; i < count; ++i) {
    const double r = rng.uniform(inner, outer);
    const double angle = rng.uniform(0, 2 * std::numbers::pi);
    const double x = r * std::sin(angle);
    const double y = r * std::cos(angle);
    // Noise moves the point only while its class is decided: near the border some labels are wrong.
    const double moved_x = x + rng.uniform(-kRadius, kRadius) * noise;
    const double moved_y = y + rng.uniform(-kRadius, kRadius) * noise;
    points.push_back({x, y, std::hypot(moved_x, moved_y) < kRadius / 2 ? 1.0 : 0.0});
  }
}

void generate(int samples, double noise, Rng& rng, std::vector<Point>& points) {
  add_ring(samples / 2, 0, kRadius / 2, noise, rng, points);
  add_ring(samples - samples / 2, kRadius * 0.7, kRadius, noise, rng, points);
}

}  // namespace

const DatasetInfo& circle_dataset() {
  static const DatasetInfo info = {{.name = "circle",
                                    .label = {"Circle", "圆环"},
                                    .summary = {"A disc inside a ring: no straight line can part them.",
                                                "圆盘在圆环之内：任何直线都无法把两类分开。"},
                                    .formula = "class 1: r in [0, R/2], class 0: r in [0.7 R, R], R = 5",
                                    .source = "TensorFlow Playground, dataset.ts, classifyCircleData",
                                    .options = point_dataset_options()},
                                   2,
                                   kPlaygroundDomain,
                                   generate};
  return info;
}

}  // namespace downhill
