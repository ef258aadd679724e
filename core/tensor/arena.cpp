#include "core/tensor/arena.hpp"

#include <cstdlib>
#include <cstring>

namespace downhill {
namespace {

// A few numbers behind the last tensor, so that a kernel may read (never write) a whole vector at a ragged end.
constexpr std::size_t kTail = 16;

}  // namespace

Arena::~Arena() {
  std::free(block_);
}

std::size_t Arena::reserve(std::int64_t count) {
  const std::size_t place = planned_;
  const std::size_t unit = kAlignment / sizeof(Real);
  planned_ += (static_cast<std::size_t>(count) + unit - 1) / unit * unit;
  return place;
}

bool Arena::commit() {
  if (planned_ + kTail > capacity_) {
    std::free(block_);
    capacity_ = planned_ + kTail;
    const std::size_t bytes = (capacity_ * sizeof(Real) + kAlignment - 1) / kAlignment * kAlignment;
    block_ = static_cast<Real*>(std::aligned_alloc(kAlignment, bytes));
    if (block_ == nullptr) {
      capacity_ = 0;
      return false;
    }
  }
  std::memset(block_, 0, (planned_ + kTail) * sizeof(Real));
  return true;
}

}  // namespace downhill
