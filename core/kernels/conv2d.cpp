#include "core/kernels/conv2d.hpp"

#include "core/kernels/ref/conv2d.hpp"
#include "core/kernels/simd/conv2d.hpp"
#include "core/kernels/transpose.hpp"

namespace downhill {
#ifdef DOWNHILL_REAL_DOUBLE
namespace fastest = ref;
#else
namespace fastest = simd;
#endif

void pad_image(const ConvSizes& conv, const Real* x, Real* padded) {
  const Window& w = conv.window;
  const Index width = conv.padded_width();
  for (Index c = 0; c < conv.channels; ++c)
    for (Index y = 0; y < w.height; ++y, x += w.width)
      copy(x, padded + (c * conv.padded_height() + w.padding + y) * width + w.padding, w.width);
}

void convolve(const ConvSizes& conv, const Real* x, const Real* w, const Real* bias, Real* y) {
  fastest::convolve(conv, x, w, bias, y);
}

void group_units(const ConvSizes& conv, const Real* dy, Real* grouped) {
  fastest::group_units(conv, dy, grouped);
}

void convolve_weights(const ConvSizes& conv, const Real* x, const Real* dy, Real* dw) {
  fastest::convolve_weights(conv, x, dy, dw);
}

}  // namespace downhill
