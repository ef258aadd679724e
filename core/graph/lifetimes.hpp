#pragma once
#include <cstddef>
#include <cstdint>
#include <span>

namespace downhill {

/// A tensor that is needed from one step to another, both included.
struct Lifetime {
  std::int64_t count = 0;
  int first = 0;
  int last = 0;
  std::size_t place = 0;  // the answer: where it stands, counted in numbers
};

/// Gives every tensor a place so that no two that live at the same time overlap; the first gap that fits is taken.
/// `tensors` are in the order of `first`. Returns the numbers needed; places are multiples of `unit`.
/// Cost     the square of the number of tensors; allocates
std::int64_t place_tensors(std::span<Lifetime> tensors, std::int64_t unit);

}  // namespace downhill
