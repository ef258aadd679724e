#pragma once
#include "core/kernels/window.hpp"

/// The products of a convolution, straight from an image that already has its zeros around it: the windows are never
/// laid out in memory as a whole. float: kernels/simd, double: kernels/ref.
namespace downhill {

/// One image, channels and units of one group. X[q,p] is what window p has at q = (c, ky, kx):
///   X[q, (oy, ox)] = x[c, oy S + ky L, ox S + kx L] of the padded image;  S is the stride, L the dilation
struct ConvSizes {
  Window window;
  Index channels, units;
  Index padded_height() const { return window.height + 2 * window.padding; }
  Index padded_width() const { return window.width + 2 * window.padding; }
  Index places() const { return window.out_height * window.out_width; }
  Index patch() const { return channels * window.kernel * window.kernel; }
  /// Units rounded up to whole groups of eight, side by side in dy and dw below.
  Index unit_groups() const { return (units + 7) / 8; }
};

/// Copies x [C,H,W] into the middle of padded [C,H+2P,W+2P]; what is around is left as it is.
void pad_image(const ConvSizes& conv, const Real* x, Real* padded);

/// y[o,p] = bias[o] + sum_q w[o,q] X[q,p], summed in the order of q; without bias (nullptr) from zero.
/// Shapes   x the padded image  w [O, C K K]  y [O,H',W']
/// Cost     2 O C K K H' W' flops; 64 KiB of the stack
/// Source   Chellapilla, Puri and Simard 2006 (im2col), laid out a tile at a time
void convolve(const ConvSizes& conv, const Real* x, const Real* w, const Real* bias, Real* y);

/// dy [O,H',W'] with eight units side by side: grouped [unit groups, H' W', 8]. Behind the last unit it once more.
void group_units(const ConvSizes& conv, const Real* dy, Real* grouped);

/// dw[g,q,u] += sum_p X[q,p] dy[g,p,u], summed in the order of p: the weights' gradient with eight units side by side.
/// Shapes   x the padded image  dy [unit groups, H' W', 8]  dw [unit groups, C K K, 8]
/// Cost     2 O C K K H' W' flops with O rounded up to a multiple of eight, no memory
void convolve_weights(const ConvSizes& conv, const Real* x, const Real* dy, Real* dw);

}  // namespace downhill
