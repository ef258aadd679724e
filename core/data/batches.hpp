#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "core/base/rng.hpp"

namespace downhill {

/// The order in which training samples are visited: shuffled anew for every epoch, the last batch may be smaller.
class BatchOrder {
 public:
  BatchOrder(int samples, std::uint64_t seed);

  /// The next at most `batch_size` sample indices. Does not allocate.
  std::span<const int> next(int batch_size);

  /// Passes over the samples so far, fractional.
  double epoch() const;

  /// Copies the state of another order of the same length; does not allocate.
  void restore(const BatchOrder& other);

  /// All that it is, for checkpoints.
  struct State {
    std::vector<std::uint64_t> order;  // every sample once
    std::uint64_t position = 0;        // how many of them are done
    std::uint64_t finished = 0;        // whole passes
    Rng::State rng = {};
  };
  State state() const;
  /// False, and nothing changed, when `state` is not one of an order of this length.
  bool set_state(const State& state);

 private:
  void shuffle();

  std::vector<int> order_;
  std::size_t position_ = 0;
  std::uint64_t finished_ = 0;
  Rng rng_;
};

}  // namespace downhill
