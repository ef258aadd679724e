#pragma once
#include "core/inspect/objective.hpp"

namespace downhill {

/// A random direction in the space of weights in which every filter is as long as the net's own.
///   d_i <- d_i / |d_i| * |w_i|      for every filter i, d_i ~ N(0, 1)
/// A filter is what stands behind one index of a weight's first axis: the weights into one dense unit, one kernel of a
/// convolution. So a slice does not look flat only because the weights are large. Biases, the numbers of batch norm and
/// frozen parameters stay where they are: zero.
/// Shapes   d [all parameters], in the order of Parameters::values()
/// Source   Li, Xu, Taylor, Studer and Goldstein 2018, arXiv:1712.09913, section 4, equation 1
void draw_filter_normalized(const Parameters& parameters, Rng& rng, std::span<Real> d);

/// Places along one direction, first and last included.
struct SliceAxis {
  double first = -1;
  double last = 1;
  int places = 41;  // at least 2

  double operator[](int i) const { return first + (last - first) * i / (places - 1); }
};

/// The loss along a straight line through the weights, which are restored bit for bit.
///   out[i] = f(w + a_i d)
/// Cost     a forward pass a place; does not allocate. A place where the loss is not finite says so
void loss_line(Objective& objective, std::span<const Real> d, const SliceAxis& axis, std::span<double> out);

/// The loss over a plane through the weights, which are restored bit for bit.
///   out[j places_a + i] = f(w + a_i d + b_j e)
/// Two random directions of many weights are nearly orthogonal; nothing makes them exactly so.
void loss_plane(Objective& objective, std::span<const Real> d, std::span<const Real> e, const SliceAxis& a,
                const SliceAxis& b, std::span<double> out);

}  // namespace downhill
