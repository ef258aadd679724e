#include "core/base/check.hpp"
#include "core/initializers/registry.hpp"

namespace downhill {

InitializerFill fill_of(const InitializerInfo& initializer) {
  std::size_t index = 0;
  while (index < all_initializers().size() && all_initializers()[index] != &initializer) ++index;
  DOWNHILL_CHECK(index < all_initializers().size());
  return *all_initializer_fills()[index];
}

}  // namespace downhill
