#pragma once
#include <span>

#include "shell/app/run.hpp"
#include "shell/app/ui.hpp"

namespace downhill {

/// A card with the learning curves of the run: loss or accuracy, training and test, linear or logarithmic.
class CurveCard {
 public:
  /// `beside`: other runs, whose test curves are drawn thinner.
  void draw(Ui& ui, Run& run, const Rect& r, std::span<const RunRecord* const> beside = {});

 private:
  int kind_ = 0;  // 0 loss, 1 accuracy
  bool logarithmic_ = false;
};

/// The colour of a kept run; told apart by colour-blind people too.
Color run_color(int index);

}  // namespace downhill
