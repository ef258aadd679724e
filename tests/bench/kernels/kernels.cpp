// What the matrix product and the processor can do, for ./dev bench alone: the product ships none of this.
// The page calls each function with a number of repetitions and holds the clock.
#include <emscripten.h>

#include <array>
#include <vector>

#include "core/kernels/gemm.hpp"
#include "core/kernels/simd/f32x4.hpp"

namespace downhill {
namespace {

/// Enough sums to hide how long one takes (twelve were slower), few enough for the registers.
constexpr int kSums = 13;

std::vector<Real> numbers(Index count) {
  std::vector<Real> made(static_cast<std::size_t>(count));
  for (std::size_t i = 0; i < made.size(); ++i) made[i] = static_cast<Real>(static_cast<int>(i % 7) - 3);
  return made;
}

}  // namespace
}  // namespace downhill

extern "C" {

/// C [m,n] = A [m,k] B [k,n], so many times; returns a number of C.
EMSCRIPTEN_KEEPALIVE double bench_product(int m, int n, int k, int repetitions) {
  static std::vector<downhill::Real> a, b, c;
  a = downhill::numbers(m * k);
  b = downhill::numbers(k * n);
  c.resize(static_cast<std::size_t>(m) * static_cast<std::size_t>(n));
  for (int i = 0; i < repetitions; ++i) downhill::gemm(m, n, k, {a.data(), k, 1}, b.data(), n, c.data(), n, false);
  return static_cast<double>(c.back());
}

/// The loop peak: multiplications and additions on registers alone. Returns the flops, so that nothing is optimised
/// away.
EMSCRIPTEN_KEEPALIVE double bench_peak(int repetitions) {
  using namespace downhill;
  std::array<f32x4, kSums> sums{};
  const f32x4 factor = splat4(0.5F), addend = splat4(static_cast<float>(repetitions > 0));
  for (int i = 0; i < repetitions; ++i)
    for (f32x4& sum : sums) sum = multiply_add(sum, factor, addend);
  f32x4 total = splat4(0);
  for (const f32x4& sum : sums) total += sum;
  return total[0] > 0 ? 8.0 * kSums * repetitions : 0;
}

}  // extern "C"
