#include "core/model/outline.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "core/model/blocks/registry.hpp"
#include "core/model/network.hpp"
#include "core/model/samples.hpp"

namespace downhill {
namespace {

constexpr std::string_view kLayers = "model.layers[";

/// The layer that "model.layers[3].inputs[0]" or a node's name speaks of.
int layer_of(const std::string& place, const std::vector<PlacedLayer>& layers) {
  if (place.starts_with(kLayers)) return std::atoi(place.c_str() + kLayers.size());
  for (const PlacedLayer& layer : layers)
    if (layer.name == place) return static_cast<int>(layer.place);
  return -1;
}

/// Fills in what is known of each layer, node by node, until one does not fit.
void infer_shapes(const std::vector<NodeSpec>& nodes, const std::vector<PlacedLayer>& placed, const Shape& input,
                  NetworkOutline& outline) {
  std::vector<Shape> shapes = {input};
  for (std::size_t i = 1; i < nodes.size(); ++i) {
    std::vector<Shape> x;
    for (const int from : nodes[i].inputs) x.push_back(shapes[static_cast<std::size_t>(from)]);
    Result<OpPlan> plan = nodes[i].op->infer(nodes[i].options, x);
    if (!plan) return;
    shapes.push_back(plan.value().y);
    LayerOutline& layer = outline.layers[placed[i - 1].place];
    layer.y = plan.value().y;
    if (nodes[i].parameters.empty())
      for (const ParameterSpec& spec : plan.value().parameters) layer.parameters += spec.shape.count();
    layer.multiply_adds += multiply_adds(*nodes[i].op, x, plan.value());
    layer.known = i + 1 == nodes.size() || placed[i].place != placed[i - 1].place;
  }
}

}  // namespace

NetworkOutline outline_network(const Experiment& experiment) {
  NetworkOutline outline;
  outline.layers.resize(experiment.layers.size());
  const Status fits = check_experiment(experiment);
  Result<std::vector<PlacedLayer>> placed = expand_blocks(experiment.layers);
  Result<std::vector<NodeSpec>> nodes = describe_network(experiment);
  if (placed && nodes) infer_shapes(nodes.value(), placed.value(), input_shape(experiment, 1), outline);
  for (const LayerOutline& layer : outline.layers) {
    if (!layer.known) continue;
    outline.parameters += layer.parameters;
    outline.multiply_adds += layer.multiply_adds;
  }
  if (fits) return outline;
  outline.fault = fits.error();
  outline.fault_layer = layer_of(fits.error().place, placed ? placed.value() : std::vector<PlacedLayer>());
  // What the loss asks for concerns the last layer.
  if (outline.fault_layer < 0 && fits.error().place != "model")
    outline.fault_layer = static_cast<int>(experiment.layers.size()) - 1;
  return outline;
}

bool reads_picture_or_vector(const Info& layer) {
  Experiment experiment;
  experiment.layers = {Layer(default_piece(layer))};
  Result<std::vector<NodeSpec>> nodes = describe_network(experiment);
  if (!nodes) return false;
  for (const NodeSpec& node : nodes.value())
    if (node.op != nullptr && !node.op->inputs.empty() && node.op->inputs[0] != InputKind::value) return false;
  // A block with a shortcut gives as many channels as it reads.
  const auto channels =
      layer.options.empty() ? 4 : std::clamp<std::int64_t>(std::llround(layer.options[0].initial), 1, 64);
  const Shape inputs[] = {{1, 4, 8, 8}, {1, channels, 8, 8}, {1, 64}, {1, channels}};
  return std::any_of(std::begin(inputs), std::end(inputs), [&](const Shape& input) {
    Parameters parameters;
    Graph graph;
    return graph.build(nodes.value(), input, parameters).ok();
  });
}

}  // namespace downhill
