#pragma once

#include "core/kernels/window.hpp"

namespace downhill {

/// Lays the windows of an image side by side, so that a convolution becomes a matrix product.
///   columns[(c, ky, kx), (oy, ox)] = x[c, oy S - P + ky L, ox S - P + kx L], 0 outside;  L is the dilation
/// Shapes   x [C,H,W]  columns [C K K, rows W'], for the output rows first_row ... first_row + rows - 1
/// Cost     C K K rows W' copies, in runs of W'; no memory
/// Source   Chellapilla, Puri and Simard 2006; convention of torch.nn.functional.unfold
void im2col(const Real* x, Index channels, const Window& window, Index first_row, Index rows, Real* columns);

/// The transpose of im2col: adds every number of columns to the place of x it came from.
void col2im(const Real* columns, Index channels, const Window& window, Index first_row, Index rows, Real* x);

}  // namespace downhill
