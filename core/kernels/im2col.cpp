#include "core/kernels/im2col.hpp"

#include <algorithm>

#include "core/kernels/ref/transpose.hpp"
#include "core/kernels/simd/transpose.hpp"

namespace downhill {
namespace {

// Inlined: the runs are a row of an image long.
#ifdef DOWNHILL_REAL_DOUBLE
namespace fastest = ref;
#else
namespace fastest = simd;
#endif

/// The places ox in [first, last) whose column ix = ox stride + shift lies inside the plane.
struct Run {
  Index first, last;
};

Run inside_run(const Window& w, Index shift) {
  const Index first = shift >= 0 ? 0 : (-shift + w.stride - 1) / w.stride;
  const Index end = w.width - shift;  // ox stride < end
  const Index last = end <= 0 ? 0 : (end + w.stride - 1) / w.stride;
  return {std::min(first, w.out_width), std::clamp(last, std::min(first, w.out_width), w.out_width)};
}

/// visit(row of columns, row of the plane or nullptr in the padding, shift, run inside) for every row of columns.
template <class T, class Visit>
void visit_rows(T* x, Index channels, const Window& w, Index first_row, Index rows, Visit visit) {
  Index row = 0;
  for (Index c = 0; c < channels; ++c)
    for (Index ky = 0; ky < w.kernel; ++ky)
      for (Index kx = 0; kx < w.kernel; ++kx) {
        const Index shift = kx * w.dilation - w.padding;
        const Run run = inside_run(w, shift);
        for (Index r = 0; r < rows; ++r, ++row) {
          const Index iy = (first_row + r) * w.stride - w.padding + ky * w.dilation;
          const bool inside = iy >= 0 && iy < w.height;
          visit(row * w.out_width, inside ? x + (c * w.height + iy) * w.width : nullptr, shift, run);
        }
      }
}

/// col2im with a stride of one: rows of columns lie under each other as the rows of the plane do.
void add_runs(const Real* columns, Index channels, const Window& w, Index first_row, Index rows, Real* x) {
  for (Index c = 0; c < channels; ++c)
    for (Index ky = 0; ky < w.kernel; ++ky)
      for (Index kx = 0; kx < w.kernel; ++kx, columns += rows * w.out_width) {
        const Index shift = kx * w.dilation - w.padding, top = first_row - w.padding + ky * w.dilation;
        const Run run = inside_run(w, shift);
        const Index first = std::max<Index>(0, -top), last = std::min(rows, w.height - top);
        if (first >= last || run.first == run.last) continue;
        const Real* in = columns + first * w.out_width + run.first;
        Real* out = x + (c * w.height + top + first) * w.width + run.first + shift;
        for (Index r = first; r < last; ++r, in += w.out_width, out += w.width)
          fastest::add(in, out, run.last - run.first);
      }
}

}  // namespace

void im2col(const Real* x, Index channels, const Window& w, Index first_row, Index rows, Real* columns) {
  visit_rows(x, channels, w, first_row, rows, [&](Index at, const Real* plane_row, Index shift, Run run) {
    Real* out = columns + at;
    if (plane_row == nullptr) {
      std::fill_n(out, w.out_width, Real(0));
      return;
    }
    for (Index ox = 0; ox < run.first; ++ox) out[ox] = 0;
    if (run.first == run.last) {
      // Nothing of this row lies inside; its address may not even exist.
    } else if (w.stride == 1) {
      fastest::copy(plane_row + run.first + shift, out + run.first, run.last - run.first);
    } else {
      for (Index ox = run.first; ox < run.last; ++ox) out[ox] = plane_row[ox * w.stride + shift];
    }
    for (Index ox = run.last; ox < w.out_width; ++ox) out[ox] = 0;
  });
}

void col2im(const Real* columns, Index channels, const Window& w, Index first_row, Index rows, Real* x) {
  if (w.stride == 1) return add_runs(columns, channels, w, first_row, rows, x);
  visit_rows(x, channels, w, first_row, rows, [&](Index at, Real* plane_row, Index shift, Run run) {
    if (plane_row == nullptr) return;
    for (Index ox = run.first; ox < run.last; ++ox) plane_row[ox * w.stride + shift] += columns[at + ox];
  });
}

}  // namespace downhill
