#include <algorithm>

#include "core/initializers/initializer.hpp"

namespace downhill {
namespace {

void fill(std::span<const double>, std::int64_t, std::int64_t, Rng&, std::span<Real> w) {
  std::fill(w.begin(), w.end(), Real(0));
}

}  // namespace

/// Every weight starts at 0: all neurons of a layer stay the same for ever.
///   w = 0
/// Source   torch.nn.init.zeros_
const InitializerInfo& zeros_initializer() {
  static const InitializerInfo info = {
      {.name = "zeros",
       .label = {"Zeros", "全零"},
       .summary = {"Every weight starts at 0: all neurons of a layer stay the same for ever.",
                   "每个权重从 0 开始：同层的神经元永远彼此相同。"},
       .formula = "w = 0",
       .source = "torch.nn.init.zeros_"}};
  return info;
}

const InitializerFill& zeros_initializer_fill() {
  static const InitializerFill fill_function = fill;
  return fill_function;
}

}  // namespace downhill
