#include "core/data/dataset.hpp"

namespace downhill {
namespace {

constexpr double kHalfSide = 6;

void generate(int samples, double noise, Rng& rng, std::vector<Point>& points) {
  for (int i = 0; i < samples; ++i) {
    const double x = rng.uniform(-kHalfSide, kHalfSide);
    const double y = rng.uniform(-kHalfSide, kHalfSide);
    const double moved_x = x + rng.uniform(-kHalfSide, kHalfSide) * noise;
    const double moved_y = y + rng.uniform(-kHalfSide, kHalfSide) * noise;
    points.push_back({x, y, (moved_x + moved_y) / 10});
  }
}

}  // namespace

const DatasetInfo& plane_dataset() {
  static const DatasetInfo info = {
      {.name = "plane",
       .label = {"Plane", "斜面"},
       .summary = {"A tilted plane: the value grows evenly towards one corner.", "一块斜面：数值朝一个角均匀增大。"},
       .formula = "target = (x + y) / 10",
       .source = "TensorFlow Playground, dataset.ts, regressPlane",
       .options = point_dataset_options()},
      0,
      kPlaygroundDomain,
      generate};
  return info;
}

}  // namespace downhill
