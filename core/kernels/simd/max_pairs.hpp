#pragma once
#include "core/kernels/ref/max_pairs.hpp"
#include "core/kernels/simd/f32x4.hpp"

/// The maximum of two by two numbers, four at a time.
namespace downhill::simd {

struct Winner {
  f32x4 value, place;
};

/// b where it is larger than a or one of them is NaN.
inline Winner larger(Winner a, Winner b) {
  const i32x4 stays = b.value <= a.value;
  return {stays ? a.value : b.value, stays ? a.place : b.place};
}

inline void max_pairs(const float* a, const float* b, Index count, Index first, Index row, float* y, float* place) {
  // Places are whole numbers far below 2^24, so that floats count them exactly.
  f32x4 at = splat4(static_cast<float>(first)) + f32x4{0, 2, 4, 6};
  const f32x4 below = splat4(static_cast<float>(row)), one = splat4(1);
  const auto of_row = [&](const float* x, f32x4 from) {
    const f32x4 low = load4(x), high = load4(x + 4);
    return larger({__builtin_shufflevector(low, high, 0, 2, 4, 6), from},
                  {__builtin_shufflevector(low, high, 1, 3, 5, 7), from + one});
  };
  Index j = 0;
  for (; j + 4 <= count; j += 4, at += splat4(8)) {
    const Winner best = larger(of_row(a + 2 * j, at), of_row(b + 2 * j, at + below));
    store4(y + j, best.value);
    store4(place + j, best.place);
  }
  ref::max_pairs(a + 2 * j, b + 2 * j, count - j, first + 2 * j, row, y + j, place + j);
}

inline void spread_pairs(const float* dy, const float* place, Index count, Index first, Index row, float* a, float* b) {
  f32x4 at = splat4(static_cast<float>(first)) + f32x4{0, 2, 4, 6};
  const f32x4 below = splat4(static_cast<float>(row)), one = splat4(1), zero = splat4(0);
  Index j = 0;
  for (; j + 4 <= count; j += 4, at += splat4(8)) {
    const f32x4 places = load4(place + j), numbers = load4(dy + j);
    const auto to_row = [&](f32x4 from, float* x) {
      const f32x4 left = places == from ? numbers : zero, right = places == from + one ? numbers : zero;
      store4(x, __builtin_shufflevector(left, right, 0, 4, 1, 5));
      store4(x + 4, __builtin_shufflevector(left, right, 2, 6, 3, 7));
    };
    to_row(at, a + 2 * j);
    to_row(at + below, b + 2 * j);
  }
  ref::spread_pairs(dy + j, place + j, count - j, first + 2 * j, row, a + 2 * j, b + 2 * j);
}

}  // namespace downhill::simd
