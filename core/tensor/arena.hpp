#pragma once
#include <cstddef>
#include <memory>

#include "core/tensor/view.hpp"

namespace downhill {

/// One block of memory that tensors are cut from. Planned first (reserve), then allocated once (commit).
///
///   const auto at = arena.reserve(shape); ... arena.commit(); View v = arena.view(at, shape);
/// A second plan reuses the block when it is large enough, so rebuilding a net does not grow memory.
class Arena {
 public:
  /// Every tensor begins on a 64-byte boundary.
  static constexpr std::size_t kAlignment = 64;

  /// Forgets the plan; the block stays.
  void clear() { planned_ = 0; }

  /// Plans room for `count` numbers; returns the place, counted in numbers.
  std::size_t reserve(std::int64_t count);

  /// Makes the block at least as large as the plan and fills the planned part with zeros. False: no memory.
  bool commit();

  View view(std::size_t place, const Shape& shape) const { return View{block_ + place, shape}; }

  std::size_t planned_bytes() const { return planned_ * sizeof(Real); }

  Arena() = default;
  ~Arena();
  Arena(const Arena&) = delete;
  Arena& operator=(const Arena&) = delete;

 private:
  Real* block_ = nullptr;
  std::size_t planned_ = 0;
  std::size_t capacity_ = 0;
};

}  // namespace downhill
