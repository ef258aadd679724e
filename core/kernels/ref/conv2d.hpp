#pragma once
#include <algorithm>

#include "core/kernels/conv2d.hpp"

/// The readable truth of the products of a convolution.
namespace downhill::ref {

/// visit(q, where X[q, 0] stands in the padded image) for every number of a window.
template <class Visit>
void visit_patch(const ConvSizes& conv, Visit visit) {
  const Window& w = conv.window;
  for (Index c = 0; c < conv.channels; ++c)
    for (Index ky = 0; ky < w.kernel; ++ky)
      for (Index kx = 0; kx < w.kernel; ++kx)
        visit((c * w.kernel + ky) * w.kernel + kx,
              (c * conv.padded_height() + ky * w.dilation) * conv.padded_width() + kx * w.dilation);
}

/// Where X[0, p] stands in the padded image.
inline Index place_of(const ConvSizes& conv, Index p) {
  const Window& w = conv.window;
  return p / w.out_width * w.stride * conv.padded_width() + p % w.out_width * w.stride;
}

template <class T>
void convolve(const ConvSizes& conv, const T* x, const T* w, const T* bias, T* y) {
  for (Index o = 0; o < conv.units; ++o)
    for (Index p = 0; p < conv.places(); ++p) {
      T sum = bias != nullptr ? bias[o] : T(0);
      visit_patch(conv, [&](Index q, Index at) { sum += w[o * conv.patch() + q] * x[at + place_of(conv, p)]; });
      y[o * conv.places() + p] = sum;
    }
}

template <class T>
void group_units(const ConvSizes& conv, const T* dy, T* grouped) {
  for (Index u = 0; u < 8 * conv.unit_groups(); ++u)
    for (Index p = 0; p < conv.places(); ++p)
      grouped[(u / 8 * conv.places() + p) * 8 + u % 8] = dy[std::min(u, conv.units - 1) * conv.places() + p];
}

template <class T>
void convolve_weights(const ConvSizes& conv, const T* x, const T* dy, T* dw) {
  for (Index g = 0; g < conv.unit_groups(); ++g)
    visit_patch(conv, [&](Index q, Index at) {
      for (Index u = 0; u < 8; ++u) {
        T& sum = dw[(g * conv.patch() + q) * 8 + u];
        for (Index p = 0; p < conv.places(); ++p)
          sum += x[at + place_of(conv, p)] * dy[(g * conv.places() + p) * 8 + u];
      }
    });
}

}  // namespace downhill::ref
