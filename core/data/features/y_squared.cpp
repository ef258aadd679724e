#include "core/data/feature.hpp"

namespace downhill {
namespace {

double compute(double, double y) {
  return y * y;
}

}  // namespace

const FeatureInfo& y_squared_feature() {
  static const FeatureInfo info = {{.name = "y_squared",
                                    .label = {"y²", "y²"},
                                    .summary = {"Large far from the horizontal axis.", "离横轴越远越大。"},
                                    .formula = "y²",
                                    .source = "TensorFlow Playground, state.ts, INPUTS"},
                                   compute};
  return info;
}

}  // namespace downhill
