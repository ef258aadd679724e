#pragma once
#include "shell/app/run.hpp"
#include "shell/app/ui.hpp"

namespace downhill {

/// A card with the learning curves of the run: loss or accuracy, training and test, linear or logarithmic.
class CurveCard {
 public:
  void draw(Ui& ui, Run& run, const Rect& r);

 private:
  int kind_ = 0;  // 0 loss, 1 accuracy
  bool logarithmic_ = false;
};

}  // namespace downhill
