#pragma once
#include "core/base/info.hpp"

namespace downhill {

/// A number computed from a point and offered to the network as an input.
struct FeatureInfo {
  Info info;
  double (*compute)(double x, double y);
};

}  // namespace downhill
