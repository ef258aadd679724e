#include "core/inspect/grid.hpp"

#include <algorithm>

namespace downhill {
namespace {

/// Runs the graph over all places of the grid, a batch at a time; visit(first place, places) sees the outputs.
template <class Visit>
void sweep(Graph& graph, const FeatureMap& features, double domain, int side, Visit visit) {
  const std::int64_t places = static_cast<std::int64_t>(side) * side;
  const std::int64_t batch = graph.plan(0).y[0];
  const std::int64_t inputs = graph.plan(0).y.sample_count();
  for (std::int64_t first = 0; first < places; first += batch) {
    const std::int64_t count = std::min(batch, places - first);
    graph.set_batch(count);
    Real* x = graph.output(0).data;
    for (std::int64_t i = 0; i < count; ++i) {
      // The middle of the cell.
      const double column = static_cast<double>((first + i) % side) + 0.5;
      const double row = static_cast<double>((first + i) / side) + 0.5;
      features.compute(domain * (2 * column / side - 1), domain * (1 - 2 * row / side), x + i * inputs);
    }
    graph.forward();
    visit(first, count);
  }
}

/// out[unit][place] = y[place][unit]
void spread(const View& y, std::int64_t first, std::int64_t places, float* out) {
  const std::int64_t units = y.shape.sample_count();
  for (std::int64_t i = 0; i < y.shape[0]; ++i)
    for (std::int64_t u = 0; u < units; ++u) out[u * places + first + i] = static_cast<float>(y.data[i * units + u]);
}

}  // namespace

void decision_surface(Graph& graph, const FeatureMap& features, const LossInfo& loss, std::span<const double> options,
                      double domain, int side, std::vector<float>& out) {
  const std::int64_t places = static_cast<std::int64_t>(side) * side;
  out.resize(static_cast<std::size_t>(graph.plan(graph.last()).y.sample_count() * places));
  sweep(graph, features, domain, side, [&](std::int64_t first, std::int64_t) {
    const View& y = graph.output(graph.last());
    loss.readout(options, y);
    spread(y, first, places, out.data());
  });
}

void activation_maps(Graph& graph, const FeatureMap& features, const LossInfo& loss, std::span<const double> options,
                     double domain, int side, std::vector<float>& out) {
  const std::int64_t places = static_cast<std::int64_t>(side) * side;
  std::int64_t units = 0;
  for (int node = 0; node <= graph.last(); ++node) {
    const std::int64_t own = graph.plan(node).y.sample_count();
    if (own <= kMaximumMapUnits) units += own;
  }
  out.resize(static_cast<std::size_t>(units * places));
  sweep(graph, features, domain, side, [&](std::int64_t first, std::int64_t) {
    float* map = out.data();
    for (int node = 0; node <= graph.last(); ++node) {
      const View& y = graph.output(node);
      const std::int64_t own = y.shape.sample_count();
      if (own > kMaximumMapUnits) continue;
      if (node == graph.last()) {
        loss.readout(options, y);
        const bool probabilities = own > 1 && loss.target != TargetKind::value;
        if (probabilities)
          for (Real& value : y.span()) value = 2 * value - 1;
      }
      spread(y, first, places, map);
      map += own * places;
    }
  });
}

}  // namespace downhill
