#pragma once
#include <bit>
#include <cstdint>
#include <cstring>

/// Four floats at once, by the vector extension of GCC and Clang: SSE2, NEON, wasm simd128 or scalar code from one source.
///
/// The arithmetic operators, comparisons and `mask ? a : b` are the language's own. No contraction to fused
/// multiply-add happens behind our back (-ffp-contract=off), so native and simd128 results are the same.
namespace downhill {

using f32x4 = float __attribute__((vector_size(16)));
using i32x4 = std::int32_t __attribute__((vector_size(16)));

inline f32x4 load4(const float* p) {
  f32x4 v;
  std::memcpy(&v, p, sizeof v);
  return v;
}

inline void store4(float* p, f32x4 v) {
  std::memcpy(p, &v, sizeof v);
}

inline f32x4 splat4(float v) {
  return f32x4{v, v, v, v};
}

/// a b + c: rounded twice, except in the relaxed-simd build where the processor may fuse it.
inline f32x4 multiply_add(f32x4 a, f32x4 b, f32x4 c) {
#ifdef __wasm_relaxed_simd__
  return __builtin_wasm_relaxed_madd_f32x4(a, b, c);
#else
  return a * b + c;
#endif
}

}  // namespace downhill
