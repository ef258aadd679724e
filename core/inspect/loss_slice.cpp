#include "core/inspect/loss_slice.hpp"

#include <algorithm>
#include <cmath>

namespace downhill {
namespace {

double length(std::span<const Real> numbers) {
  double sum = 0;
  for (Real v : numbers) sum += static_cast<double>(v) * static_cast<double>(v);
  return std::sqrt(sum);
}

/// weights = origin + a d + b e, summed in double: the middle of a slice is the origin itself.
void move(Objective& objective, double a, std::span<const Real> d, double b, std::span<const Real> e) {
  const std::span<Real> w = objective.parameters().values();
  const std::span<const Real> origin = objective.origin();
  for (std::size_t i = 0; i < w.size(); ++i)
    w[i] = static_cast<Real>(static_cast<double>(origin[i]) + a * static_cast<double>(d[i]) +
                             b * static_cast<double>(e[i]));
}

}  // namespace

void draw_filter_normalized(const Parameters& parameters, Rng& rng, std::span<Real> d) {
  DOWNHILL_CHECK(d.size() == parameters.count());
  std::fill(d.begin(), d.end(), Real(0));
  for (std::size_t tensor = 0; tensor < parameters.table().size(); ++tensor) {
    const Parameter& parameter = parameters.table()[tensor];
    if (!parameter.spec.is_weight || parameter.frozen || parameter.spec.shape.rank() < 2) continue;
    const std::span<const Real> values = parameters.value(static_cast<int>(tensor)).span();
    const auto filter = static_cast<std::size_t>(parameter.spec.shape.sample_count());
    for (std::size_t first = 0; first < values.size(); first += filter) {
      const std::span<Real> own = d.subspan(parameter.offset + first, filter);
      for (Real& v : own) v = static_cast<Real>(rng.normal());
      const double drawn = length(own), wanted = length(values.subspan(first, filter));
      for (Real& v : own) v = static_cast<Real>(static_cast<double>(v) * (drawn > 0 ? wanted / drawn : 0));
    }
  }
}

void loss_line(Objective& objective, std::span<const Real> d, const SliceAxis& axis, std::span<double> out) {
  loss_plane(objective, d, d, axis, {0, 0, 2}, out);
}

void loss_plane(Objective& objective, std::span<const Real> d, std::span<const Real> e, const SliceAxis& a,
                const SliceAxis& b, std::span<double> out) {
  DOWNHILL_CHECK(a.places > 1 && b.places > 1);
  // A line asks for its one row.
  const auto columns = static_cast<std::size_t>(a.places);
  for (std::size_t at = 0; at < out.size(); ++at) {
    move(objective, a[static_cast<int>(at % columns)], d, b[static_cast<int>(at / columns)], e);
    out[at] = objective.loss();
  }
  objective.restore_weights();
}

}  // namespace downhill
