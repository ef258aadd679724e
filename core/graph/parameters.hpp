#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.hpp"
#include "core/base/rng.hpp"
#include "core/initializers/initializer.hpp"
#include "core/ops/op.hpp"
#include "core/tensor/arena.hpp"

namespace downhill {

/// What is known of one parameter tensor.
struct Parameter {
  std::string name;  // "dense1.weight"
  ParameterSpec spec;
  std::size_t offset = 0;  // of its first number in the flat block, known after commit()
  bool frozen = false;     // keeps its initial value: no optimizer sees it
};

/// The same for numbers that are kept but not learned.
struct Buffer {
  std::string name;  // "batch_norm1.running_mean"
  BufferSpec spec;
  std::size_t offset = 0;
};

/// All that a network learns: values and gradients, each one flat block that an optimizer walks in one go.
///
/// Graphs share parameters by name: a training and an evaluation graph, an unrolled recurrent net, two nets of a GAN.
class Parameters {
 public:
  /// The index of parameter `name`, new or already there; frozen when anyone says so before commit().
  /// Error: the name is taken by another shape.
  Result<int> declare(const std::string& name, const ParameterSpec& spec, bool frozen = false);

  /// The same for numbers that are kept but not learned.
  Result<int> declare_buffer(const std::string& name, const BufferSpec& spec);

  /// Allocates values and gradients, all zero, and buffers at their initial values. False: no memory.
  bool commit();

  /// Draws weights from `initializer`; other parameters start at their own initial value.
  void initialize(const InitializerInfo& initializer, std::span<const double> options, Rng& rng);

  const std::vector<Parameter>& table() const { return table_; }
  const std::vector<Buffer>& buffer_table() const { return buffer_table_; }
  std::size_t count() const { return count_; }
  View value(int index) const { return view(values_, index); }
  View gradient(int index) const { return view(gradients_, index); }
  View buffer(int index) const;
  std::span<Real> buffers() const { return buffers_.span(); }
  std::span<Real> values() const { return values_.span(); }
  std::span<Real> gradients() const { return gradients_.span(); }
  /// The part of the block that is learned: frozen parameters stand behind it.
  std::span<Real> learned_values() const { return values().first(learned_); }
  std::span<Real> learned_gradients() const { return gradients().first(learned_); }
  void clear_gradients();

 private:
  View view(const View& block, int index) const;

  std::vector<Parameter> table_;
  std::size_t count_ = 0;
  std::size_t learned_ = 0;
  std::vector<Buffer> buffer_table_;
  std::size_t buffer_count_ = 0;
  Arena arena_;
  View values_;
  View gradients_;
  View buffers_;
};

}  // namespace downhill
