#pragma once
#include "core/losses/loss.hpp"

/// What the losses share that arrange samples in space by their class instead of naming the class.
namespace downhill {

/// The check of such a loss: any number of outputs will do, but there must be classes.
Status check_embedding(const char* loss, std::uint32_t classes);

/// |y_a - y_b|^2 of two rows of `width` numbers.
double squared_distance(const Real* a, const Real* b, Index width);

/// da += factor (a - b), db -= factor (a - b): what a cost that depends on the distance of two rows does to both.
void pull_apart(const Real* a, const Real* b, Index width, double factor, Real* da, Real* db);

}  // namespace downhill
