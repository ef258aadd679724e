#pragma once
#include <array>
#include <cstdint>

namespace downhill {

/// Random numbers that are the same on every platform: xoshiro256** seeded by splitmix64.
///
/// The standard library's distributions differ between implementations, so uniform and normal are our own.
/// Source   Blackman and Vigna 2021, "Scrambled linear pseudorandom number generators", doi:10.1145/3460772
class Rng {
 public:
  /// `stream` separates independent uses of one seed (data, initial weights, batch order).
  explicit Rng(std::uint64_t seed = 1, std::uint64_t stream = 0);

  std::uint64_t next();

  /// Uniform in [0, 1), 53 bits.
  double uniform();
  double uniform(double low, double high);

  /// Standard normal by Box and Muller's polar method; no value is kept back, so the state is only these 32 bytes.
  double normal();

  /// Uniform integer in [0, count), without modulo bias. count > 0.
  std::uint64_t below(std::uint64_t count);

  /// All that it is, for checkpoints. Four zeros are no state: the numbers after them would be zeros.
  using State = std::array<std::uint64_t, 4>;
  const State& state() const { return state_; }
  void set_state(const State& state) { state_ = state; }

 private:
  State state_;
};

}  // namespace downhill
