#pragma once
#include <span>
#include <string>
#include <vector>

#include "core/base/info.hpp"
#include "core/base/result.hpp"
#include "core/base/rng.hpp"
#include "core/tensor/view.hpp"

namespace downhill {

/// Larger tensors are refused: sums over their sizes stay far from overflow, also with the 32 bits of WebAssembly.
inline constexpr std::int64_t kLargestTensor = std::int64_t(1) << 28;

/// A parameter that an op asks for: the graph owns it, gives it a name and an initial value.
struct ParameterSpec {
  const char* name;  // "weight"
  Shape shape;
  std::int64_t fan_in = 1;
  std::int64_t fan_out = 1;
  bool is_weight = true;  // weights take the initializer and are regularised; the rest starts at `initial`
  Real initial = 0;
  const char* initializer = nullptr;  // one of its own at its defaults, instead of the net's,
  int blocks = 1;                     // for each of so many blocks of rows (the gates of an LSTM)
};

/// Numbers that an op keeps from batch to batch without learning them by gradient (running means).
struct BufferSpec {
  const char* name;  // "running_mean"
  Shape shape;
  Real initial = 0;
};

/// What an op needs, worked out once from the shapes of its inputs.
struct OpPlan {
  Shape y;
  std::vector<ParameterSpec> parameters = {};
  std::int64_t scratch = 0;  // numbers kept from forward to backward
  std::vector<BufferSpec> buffers = {};
  std::int64_t state = 0;  // numbers that this graph keeps from batch to batch; zero at first and after clear_state()
};

/// What an input holds, for those who make one up. Only values have a gradient; that of the others is zero.
enum class InputKind {
  value,
  index,  // whole numbers from 0, below the first length of the op's first parameter
  mask,   // 1 here is something, 0 here is nothing
};

/// The tensors of one call. The first axis of x and y is N, the samples of this batch (at most the planned ones).
struct OpCall {
  std::span<const double> options;  // in the order of Info::options
  std::span<const View> x;
  View y;
  std::span<const View> w;
  View scratch;
  std::span<const View> buffers = {};
  bool training = false;  // batch statistics and dropout are for training only
  Rng* rng = nullptr;     // the graph's; never null in training
  View state = {};
};

/// What backward gets besides. dx is overwritten (an entry without data is not wanted); dw is added to, since several
/// nodes may share a parameter.
struct OpGradients {
  View dy;
  std::span<const View> dx;
  std::span<const View> dw;
};

/// An operation of the network: what it is and what it needs. All that an interface has to know.
struct OpInfo {
  Info info;
  bool is_activation = false;  // elementwise, no parameters: offered as a layer's activation
  Result<OpPlan> (*infer)(std::span<const double> options, std::span<const Shape> x);
  std::span<const InputKind> inputs = {};  // in order; those not named are values
  /// Multiplications, each with its addition, that one sample's forward pass takes in its weights; nullptr: every
  /// weight of a matrix or kernel once for each place of the output.
  std::int64_t (*multiply_adds)(std::span<const Shape> x, const OpPlan& plan) = nullptr;
};

/// Its two passes, in a table of their own, so that a program that never runs an op does not carry them. They cannot
/// fail and do not allocate.
struct OpPasses {
  void (*forward)(const OpCall& call);
  void (*backward)(const OpCall& call, const OpGradients& gradients);
  /// What this call adds to the loss, after forward; nullptr: nothing. backward has its gradient in dx and dw.
  double (*price)(const OpCall& call) = nullptr;
};

/// The same for any op. Not here what has no weights (pooling, the products of attention) and what adds only (biases).
std::int64_t multiply_adds(const OpInfo& op, std::span<const Shape> x, const OpPlan& plan);

/// y has the shape of the one input, nothing else is needed: the plan of every activation.
Result<OpPlan> infer_elementwise(std::span<const double> options, std::span<const Shape> x);

}  // namespace downhill
