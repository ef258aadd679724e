#include "core/data/dataset.hpp"

namespace downhill {
namespace {

constexpr double kHalfSide = 5;
constexpr double kGap = 0.3;

void generate(int samples, double noise, Rng& rng, std::vector<Point>& points) {
  for (int i = 0; i < samples; ++i) {
    double x = rng.uniform(-kHalfSide, kHalfSide);
    x += x > 0 ? kGap : -kGap;
    double y = rng.uniform(-kHalfSide, kHalfSide);
    y += y > 0 ? kGap : -kGap;
    const double moved_x = x + rng.uniform(-kHalfSide, kHalfSide) * noise;
    const double moved_y = y + rng.uniform(-kHalfSide, kHalfSide) * noise;
    points.push_back({x, y, moved_x * moved_y >= 0 ? 1.0 : 0.0});
  }
}

}  // namespace

const DatasetInfo& xor_dataset() {
  static const DatasetInfo info = {
      {.name = "xor",
       .label = {"Exclusive or", "异或"},
       .summary = {"Opposite corners share a class: the problem a single neuron cannot solve.",
                   "对角的象限属于同一类：单个神经元解决不了的问题。"},
       .formula = "class 1 where x y >= 0, with a gap of 0.3 along the axes",
       .source = "TensorFlow Playground, dataset.ts, classifyXORData",
       .options = point_dataset_options()},
      2,
      kPlaygroundDomain,
      generate};
  return info;
}

}  // namespace downhill
