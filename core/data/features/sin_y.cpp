#include <cmath>

#include "core/data/feature.hpp"

namespace downhill {
namespace {

double compute(double, double y) {
  return std::sin(y);
}

}  // namespace

const FeatureInfo& sin_y_feature() {
  static const FeatureInfo info = {{.name = "sin_y",
                                    .label = {"sin y", "sin y"},
                                    .summary = {"Waves from bottom to top.", "从下到上的波。"},
                                    .formula = "sin y",
                                    .source = "TensorFlow Playground, state.ts, INPUTS"},
                                   compute};
  return info;
}

}  // namespace downhill
