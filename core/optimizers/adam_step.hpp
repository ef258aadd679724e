#pragma once
#include "core/optimizers/learning_rate.hpp"
#include "core/optimizers/optimizer.hpp"

namespace downhill {

/// The numbers of one step of Adam, for all that builds on it.
struct AdamStep {
  double learning_rate, beta1, beta2, epsilon;
  bool book = false;
};

///   m <- b1 m + (1 - b1) dw,  v <- b2 v + (1 - b2) dw^2,
///   w <- w - learning_rate m/(1 - b1^t) / (sqrt(v/(1 - b2^t)) + epsilon)
///   book:  w <- w - learning_rate sqrt(1 - b2^t)/(1 - b1^t) m / (sqrt(v) + epsilon)
/// Needs two slots of state.
void adam_step(const AdamStep& numbers, const UpdateCall& call);

constexpr OptionSpec adam_beta1_option() {
  return decay_option("beta1", {"β₁", "β₁"}, {"How slowly the average gradient forgets.", "梯度平均值遗忘得有多慢。"},
                      0.9);
}

constexpr OptionSpec adam_beta2_option() {
  return decay_option("beta2", {"β₂", "β₂"},
                      {"How slowly the average squared gradient forgets.", "梯度平方的平均值遗忘得有多慢。"}, 0.999);
}

}  // namespace downhill
