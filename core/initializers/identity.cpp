#include "core/initializers/initializer.hpp"

namespace downhill {
namespace {

void fill(std::span<const double> options, std::int64_t fan_in, std::int64_t, Rng&, std::span<Real> w) {
  const auto columns = static_cast<std::size_t>(fan_in);
  for (std::size_t i = 0; i < w.size(); ++i) w[i] = i % columns == i / columns ? static_cast<Real>(options[0]) : 0;
}

const OptionSpec kOptions[] = {
    {.name = "gain",
     .label = {"Gain", "增益"},
     .help = {"How much of the input is copied: 1 keeps its size.", "复制输入的多少：1 保持大小。"},
     .minimum = 0,
     .maximum = 1000,
     .initial = 1,
     .slider_minimum = 0.1,
     .slider_maximum = 10,
     .logarithmic = true}};

}  // namespace

/// Every output starts as a copy of its input: made for the recurrent weights of a ReLU net.
///   w_oi = gain where o = i, else 0
/// Shapes   w [O,...] is read as O rows of fan_in numbers
/// Source   Le, Jaitly and Hinton 2015, arXiv:1504.00941; torch.nn.init.eye_
const InitializerInfo& identity_initializer() {
  static const InitializerInfo info = {
      {.name = "identity",
       .label = {"Identity", "单位"},
       .summary = {"Every output starts as a copy of its input: made for the recurrent weights of a ReLU net.",
                   "每个输出起初就是对应输入的复制；适合 ReLU 循环网络的循环权重。"},
       .formula = "w = g I",
       .source = "Le, Jaitly and Hinton 2015, arXiv:1504.00941; torch.nn.init.eye_",
       .options = kOptions}};
  return info;
}

const InitializerFill& identity_initializer_fill() {
  static const InitializerFill fill_function = fill;
  return fill_function;
}

}  // namespace downhill
