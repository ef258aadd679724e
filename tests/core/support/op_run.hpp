#pragma once
#include <string_view>
#include <vector>

#include "core/ops/op.hpp"
#include "tests/core/support/tensor.hpp"

namespace downhill::test {

/// One op with all that a call of it needs, owned. Every forward() begins alike: the same buffers, state and random
/// numbers, so that it is a function of x and w.
class OpRun {
 public:
  std::vector<double> options;
  OpPlan plan;
  std::vector<Tensor> x, dx, w, dw, buffers, first_buffers;
  Tensor y, dy, scratch, state, first_state;
  bool training = true;
  std::uint64_t rng_seed = 1;

  /// Fails the test when the op refuses the shapes. All numbers are zero, buffers at their start.
  /// `passes`: those of the registry when left out.
  OpRun(const OpInfo& op, std::string_view options_text, std::string_view shapes, const OpPasses* passes = nullptr);

  void forward();
  /// Uses what forward() left. `wanted` false: no dx is asked for.
  void backward(bool wanted = true);

  /// What the op adds to the loss, after forward().
  double price() { return passes_.price == nullptr ? 0 : passes_.price(call()); }

  /// The op alone, on the views of the last backward().
  void call_forward() { passes_.forward(last_); }
  void call_backward() { passes_.backward(last_, {dy.view(), dx_, dw_}); }

 private:
  OpCall call();

  const OpPasses& passes_;
  OpCall last_ = {};
  Rng rng_;
  std::vector<View> x_, w_, buffers_, dx_, dw_;
};

/// Draws x (as the op's inputs say), w and dy; dx and dw hold numbers that must be overwritten and added to.
/// Numbers keep a distance from 0 and from each other, so that differences of a kinked op stay on one side.
void draw(const OpInfo& op, OpRun& run, Rng& rng);

}  // namespace downhill::test
