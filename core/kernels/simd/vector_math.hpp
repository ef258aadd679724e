#pragma once
#include <cstdint>

#include "core/kernels/simd/f32x4.hpp"

/// exp, tanh and the logistic function for four floats.
/// Source   range reduction by Cody and Waite 1980; minimax coefficients of Cephes (Moshier 1989, expf and tanhf)
/// Errors   at most 2 ulp (exp, tanh) and 2.5 ulp (sigmoid) against double, checked by tests/core/kernels
namespace downhill::simd {

/// e^x. Beyond [-103.9, 88.72] it is 0 or infinity; NaN stays NaN.
inline f32x4 exp4(f32x4 x) {
  const f32x4 high = splat4(88.722839f);
  const f32x4 low = splat4(-103.972084f);
  const i32x4 overflow = x > high;
  const i32x4 underflow = x < low;
  x = overflow ? high : x;
  x = underflow ? low : x;

  // Adding 1.5 * 2^23 rounds to an integer, which then stands in the low bits.
  const f32x4 magic = splat4(12582912.0f);
  const f32x4 shifted = x * splat4(1.44269504088896341f) + magic;
  const f32x4 n = shifted - magic;
  const i32x4 exponent = std::bit_cast<i32x4>(shifted) - std::bit_cast<i32x4>(magic);
  f32x4 r = x - n * splat4(0.693359375f);
  r = r - n * splat4(-2.12194440e-4f);

  f32x4 p = splat4(1.9875691500e-4f);
  p = p * r + splat4(1.3981999507e-3f);
  p = p * r + splat4(8.3334519073e-3f);
  p = p * r + splat4(4.1665795894e-2f);
  p = p * r + splat4(1.6666665459e-1f);
  p = p * r + splat4(5.0000001201e-1f);
  p = p * r * r + r + splat4(1.0f);

  // 2^n in two factors: n reaches 128 at the top and -150 at the bottom, where one factor could not hold it.
  const i32x4 half = exponent >> 1;
  const f32x4 scale_a = std::bit_cast<f32x4>((half + 127) << 23);
  const f32x4 scale_b = std::bit_cast<f32x4>((exponent - half + 127) << 23);
  f32x4 y = p * scale_a * scale_b;
  y = overflow ? splat4(__builtin_inff()) : y;
  return underflow ? splat4(0.0f) : y;
}

/// tanh x: a polynomial near 0, where 1 - 2/(e^2x + 1) would cancel.
inline f32x4 tanh4(f32x4 x) {
  const f32x4 size = std::bit_cast<f32x4>(std::bit_cast<i32x4>(x) & 0x7fffffff);
  const f32x4 z = x * x;
  f32x4 p = splat4(-5.70498872745e-3f);
  p = p * z + splat4(2.06390887954e-2f);
  p = p * z + splat4(-5.37397155531e-2f);
  p = p * z + splat4(1.33314422036e-1f);
  p = p * z + splat4(-3.33332819422e-1f);
  const f32x4 near = p * z * size + size;

  const f32x4 far = splat4(1.0f) - splat4(2.0f) / (exp4(size + size) + splat4(1.0f));
  const i32x4 sign = std::bit_cast<i32x4>(x) & static_cast<std::int32_t>(0x80000000u);
  const f32x4 unsigned_y = size < splat4(0.625f) ? near : far;
  const f32x4 y = std::bit_cast<f32x4>(std::bit_cast<i32x4>(unsigned_y) | sign);
  return x == x ? y : x;
}

/// 1 / (1 + e^-x).
inline f32x4 sigmoid4(f32x4 x) {
  return splat4(1.0f) / (splat4(1.0f) + exp4(-x));
}

}  // namespace downhill::simd
