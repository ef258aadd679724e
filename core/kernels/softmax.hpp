#pragma once

#include "core/base/types.hpp"

namespace downhill {

/// p = softmax(y) for one row of `units` numbers; returns log sum_d e^y_d. p may be y; nothing overflows, and a NaN
/// anywhere makes the row NaN.
double softmax_row(const Real* y, Real* p, Index units);

}  // namespace downhill
