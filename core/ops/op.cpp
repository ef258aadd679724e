#include "core/base/check.hpp"
#include "core/ops/registry.hpp"

namespace downhill {

const OpPasses& passes_of(const OpInfo& op) {
  std::size_t index = 0;
  while (index < all_ops().size() && all_ops()[index] != &op) ++index;
  DOWNHILL_CHECK(index < all_ops().size());
  return *all_op_passes()[index];
}

}  // namespace downhill
