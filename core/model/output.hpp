#pragma once
#include <cstdint>

#include "core/losses/loss.hpp"
#include "core/model/experiment.hpp"

namespace downhill {

/// The end of a network that suits a loss: a dense layer of `units` and perhaps an activation.
struct Output {
  int units = 1;
  const char* activation = nullptr;
};

/// One output a class for scores, one for two classes or a value; a value that stands for a class goes through tanh.
Output output_for(const LossInfo& loss, std::uint32_t classes);

/// Can this loss be used with data of so many classes (0: values)?
bool loss_fits(const LossInfo& loss, std::uint32_t classes);

/// Cross-entropy for classes, the squared error for values: the first of the kind that the data ask for.
const LossInfo& usual_loss(std::uint32_t classes);

/// Makes loss and last layer suit the data set: another loss if the old one cannot be used, and as many outputs as the
/// loss wants. The layers before the last dense one stay as they are.
void fit_output(Experiment& experiment);

}  // namespace downhill
