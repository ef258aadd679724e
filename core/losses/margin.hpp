#pragma once
#include "core/losses/loss.hpp"

namespace downhill {

/// Every wrong class whose score comes closer than `margin` to the right one's costs the gap, or its square:
///   loss = 1/(N D) sum_n sum_{d != t} max(0, margin - y_t + y_d)^power,  power 1 or 2
double evaluate_margin(int power, double margin, const View& y, const View& t, const View& dy);

/// The option of both hinge losses.
constexpr OptionSpec margin_option() {
  return {.name = "margin",
          .label = {"Margin", "间隔"},
          .help = {"How far the right class must stand above every other before it costs nothing.",
                   "正确类别要比其他类别高出多少才不再有代价。"},
          .minimum = 0,
          .maximum = 1000,
          .initial = 1,
          .slider_minimum = 0,
          .slider_maximum = 5,
          .live = true};
}

}  // namespace downhill
