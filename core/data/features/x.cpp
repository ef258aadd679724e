#include "core/data/feature.hpp"

namespace downhill {
namespace {

double compute(double x, double) {
  return x;
}

}  // namespace

const FeatureInfo& x_feature() {
  static const FeatureInfo info = {{.name = "x",
                                    .label = {"x", "x"},
                                    .summary = {"The horizontal position.", "横坐标。"},
                                    .formula = "x",
                                    .source = "TensorFlow Playground, state.ts, INPUTS"},
                                   compute};
  return info;
}

}  // namespace downhill
