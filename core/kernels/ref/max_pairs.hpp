#pragma once
#include "core/base/types.hpp"

/// The readable truth of the maximum of two by two numbers.
namespace downhill::ref {

template <class T>
void max_pairs(const T* a, const T* b, Index count, Index first, Index row, T* y, T* place) {
  for (Index j = 0; j < count; ++j) {
    const T numbers[4] = {a[2 * j], a[2 * j + 1], b[2 * j], b[2 * j + 1]};
    const Index places[4] = {2 * j, 2 * j + 1, row + 2 * j, row + 2 * j + 1};
    // Of each row, then of both, so that more than one NaN makes the same choice everywhere.
    const int above = !(numbers[1] <= numbers[0]), below = 2 + !(numbers[3] <= numbers[2]);
    const int best = !(numbers[below] <= numbers[above]) ? below : above;
    y[j] = numbers[best];
    place[j] = static_cast<T>(first + places[best]);
  }
}

template <class T>
void spread_pairs(const T* dy, const T* place, Index count, Index first, Index row, T* a, T* b) {
  for (Index j = 0; j < count; ++j) {
    const Index at = static_cast<Index>(place[j]) - first - 2 * j;
    a[2 * j] = at == 0 ? dy[j] : 0;
    a[2 * j + 1] = at == 1 ? dy[j] : 0;
    b[2 * j] = at == row ? dy[j] : 0;
    b[2 * j + 1] = at == row + 1 ? dy[j] : 0;
  }
}

}  // namespace downhill::ref
