#pragma once
#include "core/base/types.hpp"
#include "core/kernels/window.hpp"

/// The readable truth of im2col and col2im.
namespace downhill::ref {

/// visit(place in columns, place in x or -1 in the padding) for every number of the columns matrix.
template <class Visit>
void visit_columns(Index channels, const Window& w, Index first_row, Index rows, Visit visit) {
  const Index width = rows * w.out_width;
  for (Index c = 0; c < channels; ++c)
    for (Index ky = 0; ky < w.kernel; ++ky)
      for (Index kx = 0; kx < w.kernel; ++kx)
        for (Index r = 0; r < rows; ++r)
          for (Index ox = 0; ox < w.out_width; ++ox) {
            const Index iy = (first_row + r) * w.stride - w.padding + ky * w.dilation;
            const Index ix = ox * w.stride - w.padding + kx * w.dilation;
            const bool inside = iy >= 0 && iy < w.height && ix >= 0 && ix < w.width;
            visit(((c * w.kernel + ky) * w.kernel + kx) * width + r * w.out_width + ox,
                  inside ? (c * w.height + iy) * w.width + ix : Index(-1));
          }
}

template <class T>
void im2col(const T* x, Index channels, const Window& w, Index first_row, Index rows, T* columns) {
  visit_columns(channels, w, first_row, rows, [&](Index to, Index from) { columns[to] = from < 0 ? T(0) : x[from]; });
}

template <class T>
void col2im(const T* columns, Index channels, const Window& w, Index first_row, Index rows, T* x) {
  visit_columns(channels, w, first_row, rows, [&](Index from, Index to) {
    if (to >= 0) x[to] += columns[from];
  });
}

}  // namespace downhill::ref
