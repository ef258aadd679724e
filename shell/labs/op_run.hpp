#pragma once
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "core/ops/op.hpp"

namespace downhill {

/// One op of the core over the few numbers that a lab holds: what a student sees is what a network computes.
///
/// Only the ops that a lab names are linked into the page.
class OpRun {
 public:
  OpRun(const OpInfo& op, const OpPasses& passes) : op_(op), passes_(passes) {}

  /// Options by name (the others keep their default) and the shape of x. Error: what infer() refuses.
  Status plan(std::initializer_list<std::pair<std::string_view, double>> options, const Shape& x);
  const Shape& shape() const { return plan_.y; }

  /// y for these x; `weights` fills the op's first parameter. With `rng` it runs as in training.
  std::span<const float> forward(std::span<const float> x, std::span<const float> weights = {}, Rng* rng = nullptr);
  /// dx for the last forward(); the parameters' gradients besides.
  std::span<const float> backward(std::span<const float> dy);

  std::span<const float> y() const { return y_; }
  /// The op's parameters in its own order (weight, bias), to be filled after plan().
  std::span<float> parameter(std::size_t index) { return w_[index]; }
  std::span<const float> parameter_gradient(std::size_t index) const { return dw_[index]; }

 private:
  OpCall call();

  const OpInfo& op_;
  const OpPasses& passes_;
  OpPlan plan_;
  Shape x_shape_;
  std::vector<double> options_;
  std::vector<float> x_, y_, dx_, scratch_;
  std::vector<std::vector<float>> w_, dw_;
  std::vector<View> views_;  // x, then the parameters
  bool training_ = false;
  Rng* rng_ = nullptr;
};

}  // namespace downhill
