#include "core/regularizers/regularizer.hpp"

namespace downhill {
namespace {

double apply(std::span<const double>, std::span<const Real>, std::span<Real>) {
  return 0;
}

}  // namespace

/// No price on weights.
///   R = 0
/// Source   the definition
const RegularizerInfo& none_regularizer() {
  static const RegularizerInfo info = {{.name = "none",
                                        .label = {"None", "无"},
                                        .summary = {"No price on weights.", "权重没有代价。"},
                                        .formula = "R = 0",
                                        .source = "the definition"},
                                       apply};
  return info;
}

}  // namespace downhill
