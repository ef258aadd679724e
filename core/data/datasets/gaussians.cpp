#include <algorithm>
#include <cmath>

#include "core/data/dataset.hpp"

namespace downhill {
namespace {

constexpr double kHalfSide = 6;

struct Hill {
  double x, y, sign;
};
constexpr Hill kHills[] = {{-4, 2.5, 1}, {0, 2.5, -1}, {4, 2.5, 1}, {-4, -2.5, -1}, {0, -2.5, 1}, {4, -2.5, -1}};

double height(double x, double y) {
  double best = 0;
  for (const Hill& hill : kHills) {
    const double value = hill.sign * std::max(0.0, 1 - std::hypot(x - hill.x, y - hill.y) / 2);
    if (std::abs(value) > std::abs(best)) best = value;
  }
  return best;
}

void generate(int samples, double noise, Rng& rng, std::vector<Point>& points) {
  for (int i = 0; i < samples; ++i) {
    const double x = rng.uniform(-kHalfSide, kHalfSide);
    const double y = rng.uniform(-kHalfSide, kHalfSide);
    const double moved_x = x + rng.uniform(-kHalfSide, kHalfSide) * noise;
    const double moved_y = y + rng.uniform(-kHalfSide, kHalfSide) * noise;
    points.push_back({x, y, height(moved_x, moved_y)});
  }
}

}  // namespace

const DatasetInfo& gaussians_dataset() {
  static const DatasetInfo info = {
      {.name = "gaussians",
       .label = {"Six hills", "六座山丘"},
       .summary = {"Three hills and three hollows to be learned as a height map.",
                   "三座山丘和三个凹谷，要学成一张高度图。"},
       .formula = "target = the s (1 - d/2) of largest size, d = distance to a centre, s = its sign",
       .source = "TensorFlow Playground, dataset.ts, regressGaussian",
       .options = point_dataset_options()},
      0,
      kPlaygroundDomain,
      generate};
  return info;
}

}  // namespace downhill
