#pragma once
#include <vector>

#include "core/graph/graph.hpp"
#include "core/model/samples.hpp"

namespace downhill {

/// Nodes with more units than this have no heat maps.
inline constexpr std::int64_t kMaximumMapUnits = 64;

/// The outputs of the network over a grid of places, [outputs, side, side], row 0 at y = +domain.
/// `graph` is an evaluation graph; the loss's readout with its `options` is applied.
void decision_surface(Graph& graph, const FeatureMap& features, const LossInfo& loss, std::span<const double> options,
                      double domain, int side, std::vector<float>& out);

/// The activation of every unit of every node over the same grid, [units of all nodes, side, side], in node order.
/// The last node is shown by its readout, a probability p as 2p - 1.
void activation_maps(Graph& graph, const FeatureMap& features, const LossInfo& loss, std::span<const double> options,
                     double domain, int side, std::vector<float>& out);

}  // namespace downhill
