#pragma once
#include "core/base/types.hpp"

namespace downhill {

/// A square window that slides over a padded plane; out_height and out_width count its places.
struct Window {
  Index height, width;  // of the plane
  Index out_height, out_width;
  Index kernel, stride, padding, dilation;
};

}  // namespace downhill
