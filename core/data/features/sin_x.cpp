#include <cmath>

#include "core/data/feature.hpp"

namespace downhill {
namespace {

double compute(double x, double) {
  return std::sin(x);
}

}  // namespace

const FeatureInfo& sin_x_feature() {
  static const FeatureInfo info = {{.name = "sin_x",
                                    .label = {"sin x", "sin x"},
                                    .summary = {"Waves from left to right.", "从左到右的波。"},
                                    .formula = "sin x",
                                    .source = "TensorFlow Playground, state.ts, INPUTS"},
                                   compute};
  return info;
}

}  // namespace downhill
