#pragma once
#include <cstddef>
#include <span>

#include "core/base/info.hpp"
#include "core/base/rng.hpp"

namespace downhill {

/// The options of "augment", in the order of `augment_info().options`. With what they start with, nothing happens.
enum AugmentOption {
  kAugmentShift,
  kAugmentRotate,
  kAugmentScale,
  kAugmentShear,
  kAugmentElasticAlpha,
  kAugmentElasticSigma,
  kAugmentNoise,
  kAugmentCutout,
  kAugmentOptions
};

/// Names, ranges, units and help of the options. The names begin with "augment.": in an experiment file they stand in
/// an object of their own, {"type":"mnist","augment":{"shift":2}}.
const Info& augment_info();

/// Would augment() with these options ever change a picture?
bool changes_pictures(std::span<const double> options);

/// One way of moving a picture about its middle: first scaled, then sheared, turned and shifted.
///   q = R(rotate) [1 -shear; 0 1] scale (p - middle) + middle + shift
struct Warp {
  double shift_x = 0, shift_y = 0;  // pixels to the right and down
  double rotate = 0;                // degrees, against the clock; multiples of 90 are exact
  double scale = 1;                 // > 1: larger
  double shear = 0;                 // > 0: leaning to the right, one pixel sideways for 1/shear pixels of height
};

/// Draws picture `in` moved by `warp` into `out`: every pixel looks up where it came from, between four pixels.
/// Shapes   in, out [height,width], which must not overlap; paper is 0 and lies around the picture
///          dx, dy [height,width]: what is added to the place each pixel looks up, or both empty
/// Cost     one bilinear look-up a pixel; allocates nothing. A shift by whole pixels copies exactly
/// Source   bilinear as torch.nn.functional.grid_sample(padding_mode="zeros"), align_corners=False
void warp_image(const Warp& warp, std::span<const Real> dx, std::span<const Real> dy, int height, int width,
                const Real* in, Real* out);

/// How many numbers `augment` needs to work in.
std::size_t augment_scratch(int height, int width);

/// Makes of one picture another that shows the same: moved, bent, grainy, partly hidden.
///   shift, rotate, scale and shear are drawn uniformly from [-option, option] and made in one resampling together with
///   the elastic field: alpha * (Gauss(sigma) * u), u uniform in [-1, 1] for each pixel and direction. Then one square
///   of cutout x cutout pixels becomes paper, then noise * normal is added to every pixel.
/// Shapes   options [kAugmentOptions], in their ranges; in, out [height,width], 0 = paper, 1 = ink, no overlap
/// Cost     allocates nothing. With all options at their start an exact copy
/// Source   Simard, Steinkraus and Platt 2003, doi:10.1109/ICDAR.2003.1227801 (elastic, zero outside);
///          DeVries and Taylor 2017, arXiv:1708.04552 (cutout: the middle is drawn, the square may hang over the edge)
/// Not here mirror images (a mirrored 2 is no 2), colours; values are not clipped to [0, 1] after the noise
void augment(std::span<const double> options, int height, int width, const Real* in, Real* out, Rng& rng,
             std::span<Real> scratch);

}  // namespace downhill
