#include <cmath>

#include "core/data/dataset.hpp"

namespace downhill {
namespace {

constexpr int kClasses = 3;
constexpr double kSpread = 0.2;  // of the angle, in radians, without any noise added

void generate(int samples, double noise, Rng& rng, std::vector<Point>& points) {
  for (int c = 0; c < kClasses; ++c) {
    const int count = samples * (c + 1) / kClasses - samples * c / kClasses;
    for (int i = 0; i < count; ++i) {
      const double r = static_cast<double>(i) / count;
      const double angle = 4.0 * c + 4.0 * r + (kSpread + noise) * rng.normal();
      points.push_back({r * std::sin(angle), r * std::cos(angle), static_cast<double>(c)});
    }
  }
}

}  // namespace

const DatasetInfo& three_spirals_dataset() {
  static const DatasetInfo info = {{.name = "three_spirals",
                                    .label = {"Three spirals", "三色螺旋"},
                                    .summary = {"Three arms, three classes: the network needs three outputs.",
                                                "三条旋臂、三个类别：网络需要三个输出。"},
                                    .formula = "r = i/n, angle = 4 class + 4 r + 0.2 N(0,1)",
                                    .source = "Saito 2018, Deep Learning from Scratch 2, chapter 1, dataset/spiral.py",
                                    .options = point_dataset_options()},
                                   3,
                                   1.2,
                                   generate};
  return info;
}

}  // namespace downhill
