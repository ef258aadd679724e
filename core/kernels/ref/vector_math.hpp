#pragma once
#include <cmath>

#include "core/base/types.hpp"

/// The readable truth of the elementwise functions; the fast ones are proved equal to it.
namespace downhill::ref {

template <class T>
void tanh(const T* x, T* y, Index count) {
  for (Index i = 0; i < count; ++i) y[i] = std::tanh(x[i]);
}

template <class T>
void sigmoid(const T* x, T* y, Index count) {
  for (Index i = 0; i < count; ++i) y[i] = 1 / (1 + std::exp(-x[i]));
}

template <class T>
void exp(const T* x, T* y, Index count) {
  for (Index i = 0; i < count; ++i) y[i] = std::exp(x[i]);
}

}  // namespace downhill::ref
