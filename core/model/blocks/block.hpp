#pragma once
#include <initializer_list>
#include <string>
#include <utility>
#include <vector>

#include "core/model/experiment.hpp"

namespace downhill {

/// What a block writes its layers into. Their names begin with the block's own, which the last one bears, so that other
/// layers can read the block by its name.
class BlockWriter {
 public:
  /// `input`: what the block reads. `parameters`: the block whose weights it uses, or empty.
  BlockWriter(const Layer& block, std::string name, std::string input, std::vector<std::pair<std::string, Layer>>& out)
      : block_(block), name_(std::move(name)), input_(std::move(input)), out_(out) {}

  const std::string& input() const { return input_; }

  using Options = std::initializer_list<std::pair<const char*, double>>;
  /// Adds layer "<block>_<suffix>" and returns its name. Options not named stay at their default.
  std::string add(const char* suffix, const char* type, std::vector<std::string> inputs, Options options = {});
  /// Adds the last layer, "<block>".
  void finish(const char* type, std::vector<std::string> inputs, Options options = {});

 private:
  std::string write(const std::string& suffix, const char* type, std::vector<std::string> inputs, Options options);

  const Layer& block_;
  std::string name_;
  std::string input_;
  std::vector<std::pair<std::string, Layer>>& out_;
};

/// Several layers under one name, for nets that repeat a pattern: in a file a block stands where a layer stands.
struct BlockInfo {
  Info info;
  /// Writes the layers; the last call is finish(). Cannot fail: what does not fit is refused by the layers themselves.
  void (*expand)(std::span<const double> options, BlockWriter& writer);
};

/// A layer of the network, and where the experiment has it.
struct PlacedLayer {
  Layer layer;
  std::string name;       // its own, or the type and a count: "dense1"
  std::size_t place = 0;  // index into Experiment::layers: of the block, for layers of a block
};

/// The layers of an experiment with every block written out.
/// Errors   a block that reads several inputs, by its place
Result<std::vector<PlacedLayer>> expand_blocks(const std::vector<Layer>& layers);

}  // namespace downhill
