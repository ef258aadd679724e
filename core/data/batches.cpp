#include "core/data/batches.hpp"

#include <algorithm>
#include <numeric>

namespace downhill {
namespace {

constexpr std::uint64_t kBatchStream = 4;

}  // namespace

BatchOrder::BatchOrder(int samples, std::uint64_t seed)
    : order_(static_cast<std::size_t>(samples)), rng_(seed, kBatchStream) {
  std::iota(order_.begin(), order_.end(), 0);
  shuffle();
}

std::span<const int> BatchOrder::next(int batch_size) {
  if (position_ == order_.size()) {
    position_ = 0;
    ++finished_;
    shuffle();
  }
  const std::size_t count = std::min(static_cast<std::size_t>(batch_size), order_.size() - position_);
  const std::span<const int> batch(order_.data() + position_, count);
  position_ += count;
  return batch;
}

double BatchOrder::epoch() const {
  return static_cast<double>(finished_) + static_cast<double>(position_) / static_cast<double>(order_.size());
}

void BatchOrder::restore(const BatchOrder& other) {
  std::copy(other.order_.begin(), other.order_.end(), order_.begin());
  position_ = other.position_;
  finished_ = other.finished_;
  rng_ = other.rng_;
}

BatchOrder::State BatchOrder::state() const {
  return {{order_.begin(), order_.end()}, position_, finished_, rng_.state()};
}

bool BatchOrder::set_state(const State& state) {
  if (state.order.size() != order_.size() || state.position > order_.size()) return false;
  std::vector<bool> seen(order_.size());
  for (const std::uint64_t sample : state.order) {
    if (sample >= order_.size() || seen[static_cast<std::size_t>(sample)]) return false;
    seen[static_cast<std::size_t>(sample)] = true;
  }
  std::transform(state.order.begin(), state.order.end(), order_.begin(),
                 [](std::uint64_t sample) { return static_cast<int>(sample); });
  position_ = static_cast<std::size_t>(state.position);
  finished_ = state.finished;
  rng_.set_state(state.rng);
  return true;
}

void BatchOrder::shuffle() {
  for (std::size_t i = order_.size(); i > 1; --i) std::swap(order_[i - 1], order_[rng_.below(i)]);
}

}  // namespace downhill
