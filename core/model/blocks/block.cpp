#include "core/model/blocks/block.hpp"

#include <map>

#include "core/model/blocks/registry.hpp"
#include "core/model/experiment_json.hpp"
#include "core/ops/registry.hpp"

namespace downhill {

std::string BlockWriter::write(const std::string& suffix, const char* type, std::vector<std::string> inputs,
                               Options options) {
  const OpInfo* op = find_piece(all_ops(), type);
  DOWNHILL_CHECK(op != nullptr);
  Layer layer(default_piece(op->info));
  for (const auto& [option, value] : options) {
    std::size_t at = 0;
    while (at < op->info.options.size() && std::string_view(op->info.options[at].name) != option) ++at;
    DOWNHILL_CHECK(at < op->info.options.size());
    layer.values[at] = value;
  }
  layer.inputs = std::move(inputs);
  layer.frozen = block_.frozen;
  if (!block_.parameters.empty()) layer.parameters = block_.parameters + suffix;
  out_.emplace_back(name_ + suffix, std::move(layer));
  return name_ + suffix;
}

std::string BlockWriter::add(const char* suffix, const char* type, std::vector<std::string> inputs, Options options) {
  return write(std::string("_") + suffix, type, std::move(inputs), options);
}

void BlockWriter::finish(const char* type, std::vector<std::string> inputs, Options options) {
  write("", type, std::move(inputs), options);
}

Result<std::vector<PlacedLayer>> expand_blocks(const std::vector<Layer>& layers) {
  std::vector<PlacedLayer> expanded;
  std::map<std::string, int> used;  // "dense" -> how many so far
  for (std::size_t i = 0; i < layers.size(); ++i) {
    const Layer& layer = layers[i];
    const std::string counted = layer.type + std::to_string(++used[layer.type]);
    const std::string name = layer.name.empty() ? counted : layer.name;
    const BlockInfo* block = find_piece(all_blocks(), layer.type);
    if (block == nullptr) {
      expanded.push_back({layer, name, i});
      continue;
    }
    if (layer.inputs.size() > 1)
      return make_error(layer_place(i) + ".inputs", {"a block takes one input, got {}", "块只接受一个输入，得到 {} 个"},
                        {std::to_string(layer.inputs.size())});
    const std::string before = expanded.empty() ? "input" : expanded.back().name;
    std::vector<std::pair<std::string, Layer>> inside;
    BlockWriter writer(layer, name, layer.inputs.empty() ? before : layer.inputs[0], inside);
    block->expand(layer.values, writer);
    DOWNHILL_CHECK(!inside.empty() && inside.back().first == name);
    for (auto& [inner_name, inner] : inside) expanded.push_back({std::move(inner), std::move(inner_name), i});
  }
  return expanded;
}

}  // namespace downhill
