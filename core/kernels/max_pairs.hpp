#pragma once
#include "core/base/types.hpp"

namespace downhill {

/// The largest of each two by two numbers of two rows, for the usual max pooling.
///   y[j] = max of a[2j], a[2j+1], b[2j], b[2j+1];  of equals the first in this order, a NaN wins
///   place[j] = where it stands, counted from a[0], when b begins `row` numbers behind a; `first` is added
/// Shapes   a, b [2 count]  y, place [count]
/// float: kernels/simd, double: kernels/ref.
void max_pairs(const Real* a, const Real* b, Index count, Index first, Index row, Real* y, Real* place);

/// The way back: dy[j] goes to place[j], the other three numbers of its window become zero.
/// Shapes   dy, place [count]  a, b [2 count], overwritten; `first` and `row` as above
void spread_pairs(const Real* dy, const Real* place, Index count, Index first, Index row, Real* a, Real* b);

}  // namespace downhill
