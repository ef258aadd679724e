#include "core/inspect/score.hpp"

#include <algorithm>
#include <cstring>
#include <limits>

namespace downhill {
namespace {

int read_class(const Real* y, std::int64_t units) {
  // One output: its sign; for a loss on logits that is p > 1/2, for mse the nearer of -1 and +1.
  if (units == 1) return y[0] > 0 ? 1 : 0;
  return static_cast<int>(std::max_element(y, y + units) - y);
}

}  // namespace

Score score(Graph& graph, const Samples& samples, const LossInfo& loss, std::span<const double> options,
            std::uint32_t classes, std::int64_t first, std::int64_t last, Real* dy) {
  Score result;
  std::int64_t right = 0;
  const std::int64_t batch = graph.plan(0).y[0];
  for (std::int64_t at = first; at < last; at += batch) {
    const std::int64_t count = std::min(batch, last - at);
    graph.set_batch(count);
    std::memcpy(graph.output(0).data, samples.x.data() + at * samples.inputs,
                static_cast<std::size_t>(count * samples.inputs) * sizeof(Real));
    graph.forward();
    const View& y = graph.output(graph.last());
    const std::int64_t units = y.shape.sample_count();
    // The loss only reads the answers.
    const View t{const_cast<Real*>(samples.t.data()) + at * samples.targets, {count, samples.targets}};
    result.loss += loss.evaluate(options, y, t, {dy, y.shape}) * static_cast<double>(count);
    for (std::int64_t i = 0; i < count && classes > 0; ++i)
      right += read_class(y.data + i * units, units) ==
               static_cast<int>(samples.points[static_cast<std::size_t>(at + i)].target);
  }
  const double total = static_cast<double>(last - first);
  result.loss /= total;
  result.accuracy = classes > 0 ? static_cast<double>(right) / total : std::numeric_limits<double>::quiet_NaN();
  return result;
}

}  // namespace downhill
