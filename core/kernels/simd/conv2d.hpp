#pragma once
#include "core/kernels/conv2d.hpp"
#include "core/kernels/simd/gemm.hpp"
#include "core/kernels/simd/transpose.hpp"

/// The products of a convolution in the tiles of the matrix product.
namespace downhill::simd {

/// Goes through the numbers of a window in their order: `at` is where X[q, 0] stands in the padded image.
struct PatchWalk {
  Index at, kx, ky;
  Index kernel, step, next_row, next_channel;

  PatchWalk(const ConvSizes& conv, Index q) {
    const Window& w = conv.window;
    kernel = w.kernel;
    step = w.dilation;
    kx = q % kernel;
    ky = q / kernel % kernel;
    const Index width = conv.padded_width(), channel = q / (kernel * kernel);
    at = (channel * conv.padded_height() + ky * step) * width + kx * step;
    next_row = step * width - kernel * step;
    next_channel = (conv.padded_height() - kernel * step) * width;
  }
  void advance() {
    at += step;
    if (++kx < kernel) return;
    kx = 0;
    at += next_row;
    if (++ky < kernel) return;
    ky = 0;
    at += next_channel;
  }
};

/// Fills panels with windows: eight places side by side, one number of the window after the other.
class FillFromWindows {
 public:
  FillFromWindows(const ConvSizes& conv, const float* x) : conv_(conv), x_(x) {}

  void operator()(Index first, Index rows, Index place, Index places, float* panel) {
    list_patch(first, rows);
    go_to(place);
    const Four low = next_four(places), high = next_four(places - 4);
    if (low.kind == kRun && high.kind == kRun) {  // most are: two copies a number
      const float *low_x = x_ + low.at[0], *high_x = x_ + high.at[0];
      for (Index p = 0; p < rows; ++p, panel += 8) {
        store4(panel, load4(low_x + patch_[p]));
        store4(panel + 4, load4(high_x + patch_[p]));
      }
    } else {
      for (Index p = 0; p < rows; ++p, panel += 8) {
        store4(panel, low.load(x_ + patch_[p]));
        store4(panel + 4, high.load(x_ + patch_[p]));
      }
    }
  }

 private:
  enum Kind { kRun, kTwoRuns, kScattered };

  /// Four places side by side in a panel. Most lie in one row of the image; some end one and begin the next, so that
  /// two loads hold them all.
  struct Four {
    Kind kind;
    Index at[4];
    i32x4 in_first_row;
    f32x4 load(const float* x) const {
      if (kind == kRun) return load4(x + at[0]);
      if (kind == kTwoRuns) return in_first_row ? load4(x + at[0]) : load4(x + at[3] - 3);
      return f32x4{x[at[0]], x[at[1]], x[at[2]], x[at[3]]};
    }
  };

  /// The same numbers of the window serve many panels.
  void list_patch(Index first, Index rows) {
    if (first == first_) return;
    first_ = first;
    PatchWalk walk(conv_, first);
    for (Index p = 0; p < rows; ++p, walk.advance()) patch_[p] = walk.at;
  }

  /// Panels come one after the other: a division only where they do not.
  void go_to(Index place) {
    if (place != place_) {
      oy_ = place / conv_.window.out_width;
      ox_ = place % conv_.window.out_width;
    }
    place_ = place + 8;
  }

  /// The next four places, of which `left` exist; behind the last one it once more.
  Four next_four(Index left) {
    const Window& w = conv_.window;
    const Index in_row = w.out_width - ox_;
    const bool near = w.stride == 1 && left >= 4 && w.out_width >= 4;
    Four four = {!near ? kScattered : in_row >= 4 ? kRun : kTwoRuns, {}, {}};
    for (Index j = 0; j < 4; ++j) {
      if (j < left) {
        last_ = (oy_ * conv_.padded_width() + ox_) * w.stride;
        if (++ox_ == w.out_width) ox_ = 0, ++oy_;
      }
      four.at[j] = last_;
      four.in_first_row[static_cast<std::size_t>(j)] = j < in_row ? -1 : 0;
    }
    return four;
  }

  const ConvSizes& conv_;
  const float* x_;
  Index first_ = -1, place_ = -1, oy_ = 0, ox_ = 0, last_ = 0;
  Index patch_[kPanelDepth];
};

inline void convolve(const ConvSizes& conv, const float* x, const float* w, const float* bias, float* y) {
  gemm_packed(conv.units, conv.places(), conv.patch(), w, conv.patch(), 1, FillFromWindows(conv, x), y, conv.places(),
              false, bias);
}

inline void group_units(const ConvSizes& conv, const float* dy, float* grouped) {
  const Index places = conv.places();
  for (Index first = 0; first < 8 * conv.unit_groups(); first += 4) {
    const float* row[4];
    for (Index i = 0; i < 4; ++i) row[i] = dy + (first + i < conv.units ? first + i : conv.units - 1) * places;
    float* out = grouped + first / 8 * 8 * places + first % 8;
    Index p = 0;
    for (; p + 4 <= places; p += 4) transpose_rows(row[0] + p, row[1] + p, row[2] + p, row[3] + p, out + 8 * p, 8);
    for (; p < places; ++p)
      for (Index i = 0; i < 4; ++i) out[8 * p + i] = row[i][p];
  }
}

/// The gradients of a few numbers of the window, whose places in the image begin at x[...], for eight units.
template <int rows>
inline void convolve_weights_tile(const ConvSizes& conv, const float* const* x, const float* dy, float* dw) {
  const Window& w = conv.window;
  const Index row_step = w.stride * conv.padded_width();
  const float* from[rows];
  f32x4 sum[rows][2];
  for (int i = 0; i < rows; ++i) {
    from[i] = x[i];
    sum[i][0] = load4(dw + 8 * i);
    sum[i][1] = load4(dw + 8 * i + 4);
  }
  for (Index oy = 0; oy < w.out_height; ++oy)
    for (Index ox = 0; ox < w.out_width; ++ox, dy += 8) {
      const f32x4 low = load4(dy), high = load4(dy + 4);
      for (int i = 0; i < rows; ++i) {
        const f32x4 left = splat4(from[i][oy * row_step + ox * w.stride]);
        sum[i][0] = multiply_add(left, low, sum[i][0]);
        sum[i][1] = multiply_add(left, high, sum[i][1]);
      }
    }
  for (int i = 0; i < rows; ++i) {
    store4(dw + 8 * i, sum[i][0]);
    store4(dw + 8 * i + 4, sum[i][1]);
  }
}

template <int most>
inline void convolve_weights_rows(Index rows, const ConvSizes& conv, const float* const* x, const float* dy,
                                  float* dw) {
  if constexpr (most > 0) {
    if (rows < most) return convolve_weights_rows<most - 1>(rows, conv, x, dy, dw);
    convolve_weights_tile<most>(conv, x, dy, dw);
  }
}

inline void convolve_weights(const ConvSizes& conv, const float* x, const float* dy, float* dw) {
  const Index patch = conv.patch(), places = conv.places();
  for (Index g = 0; g < conv.unit_groups(); ++g) {
    PatchWalk walk(conv, 0);
    for (Index q = 0, rows; q < patch; q += rows) {
      rows = next_tile(patch - q);
      const float* from[kTileRows];
      for (Index i = 0; i < rows; ++i, walk.advance()) from[i] = x + walk.at;
      convolve_weights_rows<kTileRows>(rows, conv, from, dy + g * places * 8, dw + (g * patch + q) * 8);
    }
  }
}

}  // namespace downhill::simd
