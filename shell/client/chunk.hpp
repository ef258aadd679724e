#pragma once
#include <algorithm>
#include <cstdint>

namespace downhill {

/// How many updates to do at once so that a piece of work lasts about `target_ms`: the engine knows no time, its
/// hosts do. Results never depend on it.
class Chunk {
 public:
  explicit Chunk(double target_ms) : target_ms_(target_ms) {}

  std::uint32_t steps() const { return steps_; }

  /// `took_ms` for a whole chunk of steps().
  void learn(double took_ms) {
    if (took_ms < target_ms_ / 2)
      steps_ = std::min<std::uint32_t>(steps_ * 2, kMaximum);
    else if (took_ms > target_ms_ * 1.5)
      steps_ = std::max<std::uint32_t>(steps_ / 2, 1);
  }

 private:
  static constexpr std::uint32_t kMaximum = 1u << 16;
  double target_ms_;
  std::uint32_t steps_ = 1;
};

}  // namespace downhill
