#pragma once
#include "core/kernels/conv2d.hpp"
#include "core/kernels/simd/gemm.hpp"

/// The products of a convolution in the tiles of the matrix product.
namespace downhill::simd {

/// Goes through the numbers of a window in their order: `at` is where X[q, 0] stands in the padded image.
struct PatchWalk {
  Index at, kx, ky;
  Index kernel, step, next_row, next_channel;

  PatchWalk(const Convolution& conv, Index q) {
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
struct FillFromWindows {
  const Convolution& conv;
  const float* x;

  void operator()(Index first, Index rows, Index place, Index places, float* panel) const {
    const Window& w = conv.window;
    Index at[8];  // behind the last place it once more
    Index oy = place / w.out_width, ox = place % w.out_width;
    for (Index j = 0; j < 8; ++j) {
      at[j] = (oy * conv.padded_width() + ox) * w.stride;
      if (j + 1 >= places) continue;
      if (++ox == w.out_width) ox = 0, ++oy;
    }
    const bool low_run = is_run(at), high_run = is_run(at + 4);
    PatchWalk walk(conv, first);
    for (Index p = 0; p < rows; ++p, panel += 8, walk.advance()) {
      fill_four(x + walk.at, at, low_run, panel);
      fill_four(x + walk.at, at + 4, high_run, panel + 4);
    }
  }
  /// Four numbers that lie side by side.
  static bool is_run(const Index* at) { return at[1] == at[0] + 1 && at[2] == at[0] + 2 && at[3] == at[0] + 3; }
  static void fill_four(const float* x, const Index* at, bool run, float* out) {
    store4(out, run ? load4(x + at[0]) : f32x4{x[at[0]], x[at[1]], x[at[2]], x[at[3]]});
  }
};

inline void convolve(const Convolution& conv, const float* x, const float* w, const float* bias, float* y) {
  gemm_packed(conv.units, conv.places(), conv.patch(), w, conv.patch(), 1, FillFromWindows{conv, x}, y, conv.places(),
              false, bias);
}

/// The gradients of a few numbers of the window, whose places in the image begin at x[...], for eight units.
template <int rows>
inline void convolve_weights_tile(const Convolution& conv, const float* const* x, const float* dy, float* dw) {
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
inline void convolve_weights_rows(Index rows, const Convolution& conv, const float* const* x, const float* dy,
                                  float* dw) {
  if constexpr (most > 0) {
    if (rows < most) return convolve_weights_rows<most - 1>(rows, conv, x, dy, dw);
    convolve_weights_tile<most>(conv, x, dy, dw);
  }
}

inline void convolve_weights(const Convolution& conv, const float* x, const float* dy, float* dw) {
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
