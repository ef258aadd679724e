#include "core/graph/lifetimes.hpp"

#include <algorithm>
#include <vector>

namespace downhill {

std::int64_t place_tensors(std::span<Lifetime> tensors, std::int64_t unit) {
  const auto rounded = [unit](std::int64_t count) { return (count + unit - 1) / unit * unit; };
  std::int64_t needed = 0;
  std::vector<const Lifetime*> living;  // in the order of their places
  for (Lifetime& tensor : tensors) {
    std::erase_if(living, [&](const Lifetime* other) { return other->last < tensor.first; });
    std::int64_t place = 0;
    auto behind = living.begin();
    for (; behind != living.end(); ++behind) {
      const auto start = static_cast<std::int64_t>((*behind)->place);
      if (place + rounded(tensor.count) <= start) break;
      place = start + rounded((*behind)->count);
    }
    tensor.place = static_cast<std::size_t>(place);
    living.insert(behind, &tensor);
    needed = std::max(needed, place + rounded(tensor.count));
  }
  return needed;
}

}  // namespace downhill
