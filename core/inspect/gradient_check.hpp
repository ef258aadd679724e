#pragma once
#include <cstdint>
#include <vector>

#include "core/inspect/objective.hpp"

namespace downhill {

/// What the check found for one parameter tensor.
struct TensorCheck {
  int parameter = 0;         // index into Parameters::table()
  std::int64_t numbers = 0;  // compared; the tensor may have more
  std::int64_t kinks = 0;    // not comparable: the loss bends or jumps right there, differences have no answer
  double worst = 0;          // the largest relative error
  std::int64_t place = 0;    // where: the number in the tensor,
  double gradient = 0;       // what backward says there,
  double slope = 0;          // and what differences of the loss say
};

/// A right backward stays below this. Differences know a slope to about (rounding of the loss) / step, so the product,
/// whose numbers are float, can tell a backward that is wrong by two per cent (right nets were seen at up to 0.005);
/// the double build one that is wrong by a millionth.
inline constexpr double kGradientTolerance = sizeof(Real) == 8 ? 1e-6 : 1e-2;

/// Slopes below this, times the loss when that is above 1, count as this large when errors are divided by them.
inline constexpr double kSlopeFloor = sizeof(Real) == 8 ? 1e-4 : 1e-2;

/// Is every backward pass of this net right? Compares its gradients with slopes of the loss, for the user's own net and
/// batch.
///   slope = (8 (f(w + h) - f(w - h)) - (f(w + 2h) - f(w - 2h))) / 12h;  error = |g - slope| / max(|g|, |slope|, floor)
/// The step h begins at 2^-5 (double: 2^-10) and is halved while two widths disagree or the slopes to both sides
/// differ, up to five (seven) times: so it comes closer than the nearest kink of a relu or maximum. A number that
/// disagrees is measured again with finer steps. Whether there is a kink is told by f alone; a wrong gradient cannot
/// hide as one. `most_numbers` a tensor are looked at, evenly spread over it.
/// Errors   none; `objective` must be bound for training. A net that has diverged has only kinks
/// Cost     6 to 16 forward passes a number, more where it disagrees; allocates the answer only
/// Source   the five-point rule of Abramowitz and Stegun 1964, 25.3.6; Richardson 1911
/// Not here a proof for float: kGradientTolerance says what it can see
std::vector<TensorCheck> check_gradients(Objective& objective, std::int64_t most_numbers);

}  // namespace downhill
