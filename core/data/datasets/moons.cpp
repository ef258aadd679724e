#include <cmath>
#include <numbers>

#include "core/data/dataset.hpp"

namespace downhill {
namespace {

constexpr double kScale = 3;

void generate(int samples, double noise, Rng& rng, std::vector<Point>& points) {
  for (int i = 0; i < samples; ++i) {
    const bool upper = i < samples / 2;
    const double a = rng.uniform(0, std::numbers::pi);
    const double x = upper ? std::cos(a) : 1 - std::cos(a);
    const double y = upper ? std::sin(a) : 0.5 - std::sin(a);
    // The middle of the two moons is (1/2, 1/4).
    points.push_back(
        {kScale * (x - 0.5 + noise * rng.normal()), kScale * (y - 0.25 + noise * rng.normal()), upper ? 1.0 : 0.0});
  }
}

}  // namespace

const DatasetInfo& moons_dataset() {
  static const DatasetInfo info = {
      {.name = "moons",
       .label = {"Moons", "月牙"},
       .summary = {"Two half moons that reach into each other.", "两弯互相咬合的月牙。"},
       .formula = "(cos a, sin a) and (1 - cos a, 1/2 - sin a), a in [0, pi], centred and scaled by 3",
       .source = "the two-moons set of scikit-learn (make_moons), regenerated",
       .options = point_dataset_options()},
      2,
      kPlaygroundDomain,
      generate};
  return info;
}

}  // namespace downhill
