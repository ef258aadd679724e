#include "core/data/feature.hpp"

namespace downhill {
namespace {

double compute(double x, double) {
  return x * x;
}

}  // namespace

const FeatureInfo& x_squared_feature() {
  static const FeatureInfo info = {{.name = "x_squared",
                                    .label = {"x²", "x²"},
                                    .summary = {"Large far from the vertical axis.", "离纵轴越远越大。"},
                                    .formula = "x²",
                                    .source = "TensorFlow Playground, state.ts, INPUTS"},
                                   compute};
  return info;
}

}  // namespace downhill
