#include <algorithm>

#include "core/initializers/initializer.hpp"

namespace downhill {
namespace {

void fill(std::span<const double> options, std::int64_t, std::int64_t, Rng&, std::span<Real> w) {
  std::fill(w.begin(), w.end(), static_cast<Real>(options[0]));
}

const OptionSpec kOptions[] = {{.name = "value",
                                .label = {"Value", "数值"},
                                .help = {"The number that every weight starts at.", "每个权重的起始数值。"},
                                .minimum = -1000,
                                .maximum = 1000,
                                .initial = 0.1,
                                .slider_minimum = -1,
                                .slider_maximum = 1}};

}  // namespace

/// Every weight starts at the same number: all neurons of a layer stay the same for ever.
///   w = value
/// Source   torch.nn.init.constant_
const InitializerInfo& constant_initializer() {
  static const InitializerInfo info = {
      {.name = "constant",
       .label = {"Constant", "常数"},
       .summary = {"Every weight starts at the same number: all neurons of a layer stay the same for ever.",
                   "每个权重从同一个数开始：同层的神经元永远彼此相同。"},
       .formula = "w = c",
       .source = "torch.nn.init.constant_",
       .options = kOptions}};
  return info;
}

const InitializerFill& constant_initializer_fill() {
  static const InitializerFill fill_function = fill;
  return fill_function;
}

}  // namespace downhill
