#include "core/data/feature.hpp"

namespace downhill {
namespace {

double compute(double x, double y) {
  return x * y;
}

}  // namespace

const FeatureInfo& x_times_y_feature() {
  static const FeatureInfo info = {
      {.name = "x_times_y",
       .label = {"xy", "xy"},
       .summary = {"Positive in two opposite corners, negative in the others.", "在一对对角象限为正，另一对为负。"},
       .formula = "xy",
       .source = "TensorFlow Playground, state.ts, INPUTS"},
      compute};
  return info;
}

}  // namespace downhill
