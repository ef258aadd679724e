// Names become indices: which nodes a layer reads, and whose weights it uses.
#include <map>

#include "core/model/blocks/registry.hpp"
#include "core/model/experiment_json.hpp"
#include "core/model/network.hpp"
#include "core/ops/registry.hpp"

namespace downhill {
namespace {

/// The nodes described so far, by name, and those that only come later, for messages.
class Names {
 public:
  explicit Names(const std::vector<PlacedLayer>& layers) : layers_(layers) { places_["input"] = 0; }

  /// Makes the name of a layer known. Error: it is taken.
  Status add(std::size_t layer) {
    const std::string& name = layers_[layer].name;
    const auto [taken, added] = places_.emplace(name, static_cast<int>(layer) + 1);
    if (added) return Nothing{};
    const std::string other =
        taken->second == 0 ? "input" : layer_place(layers_[static_cast<std::size_t>(taken->second) - 1].place);
    return make_error(layer_place(layers_[layer].place) + ".name",
                      {"\"{}\" is the name of {} already", "“{}” 已经是 {} 的名字"}, {name, other});
  }

  /// The node called `name`. Error: there is none, or it comes later.
  Result<int> find(const std::string& name, const std::string& place) const {
    const auto found = places_.find(name);
    if (found != places_.end()) return found->second;
    for (const PlacedLayer& later : layers_)
      if (later.name == name)
        return make_error(place,
                          {"\"{}\" is {}, which does not come before: a network has no loops",
                           "“{}” 是 {}，它不在前面：网络中不能有环"},
                          {name, layer_place(later.place)});
    std::string known = "input";
    for (const PlacedLayer& other : layers_)
      if (places_.count(other.name) > 0) known += ", " + other.name;
    return make_error(place, {"\"{}\" is no layer before this one; known: {}", "“{}” 不是前面的层；可选：{}"},
                      {name, known});
  }

 private:
  const std::vector<PlacedLayer>& layers_;
  std::map<std::string, int> places_;
};

/// Whose parameters a layer uses, through layers that share themselves. Error: not a layer of the same type before.
Result<std::string> find_owner(const std::vector<PlacedLayer>& layers, const Names& names,
                               const std::vector<NodeSpec>& nodes, const PlacedLayer& user) {
  const std::string place = layer_place(user.place) + ".parameters";
  Result<int> node = names.find(user.layer.parameters, place);
  if (!node) return node.error();
  const auto owner = static_cast<std::size_t>(node.value());
  if (owner == 0 || layers[owner - 1].layer.type != user.layer.type)
    return make_error(place, {"\"{}\" is no {} layer", "“{}” 不是 {} 层"}, {user.layer.parameters, user.layer.type});
  return nodes[owner].parameters.empty() ? nodes[owner].name : nodes[owner].parameters;
}

}  // namespace

Result<std::vector<NodeSpec>> describe_network(const Experiment& experiment) {
  Result<std::vector<PlacedLayer>> expanded = expand_blocks(experiment.layers);
  if (!expanded) return expanded.error();
  const std::vector<PlacedLayer>& layers = expanded.value();
  Names names(layers);
  std::vector<NodeSpec> nodes;
  nodes.push_back({.name = "input"});
  for (std::size_t i = 0; i < layers.size(); ++i) {
    const Layer& layer = layers[i].layer;
    NodeSpec node{.name = layers[i].name, .op = find_piece(all_ops(), layer.type), .options = layer.values};
    DOWNHILL_CHECK(node.op != nullptr);
    if (layer.inputs.empty()) node.inputs.push_back(static_cast<int>(i));
    for (std::size_t k = 0; k < layer.inputs.size(); ++k) {
      // Of a block only the one input it names can be wrong.
      const bool inside = find_piece(all_blocks(), experiment.layers[layers[i].place].type) != nullptr;
      Result<int> from =
          names.find(layer.inputs[k], layer_place(layers[i].place) + ".inputs[" + std::to_string(inside ? 0 : k) + "]");
      if (!from) return from.error();
      node.inputs.push_back(from.value());
    }
    if (!layer.parameters.empty()) {
      Result<std::string> owner = find_owner(layers, names, nodes, layers[i]);
      if (!owner) return owner.error();
      node.parameters = owner.value();
    }
    node.frozen = layer.frozen;
    Status added = names.add(i);
    if (!added) return added.error();
    nodes.push_back(std::move(node));
  }
  return nodes;
}

}  // namespace downhill
