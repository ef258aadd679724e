#include "core/data/feature.hpp"

namespace downhill {
namespace {

double compute(double, double y) {
  return y;
}

}  // namespace

const FeatureInfo& y_feature() {
  static const FeatureInfo info = {{.name = "y",
                                    .label = {"y", "y"},
                                    .summary = {"The vertical position.", "纵坐标。"},
                                    .formula = "y",
                                    .source = "TensorFlow Playground, state.ts, INPUTS"},
                                   compute};
  return info;
}

}  // namespace downhill
