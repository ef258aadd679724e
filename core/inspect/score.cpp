#include "core/inspect/score.hpp"

#include <algorithm>
#include <limits>

namespace downhill {

int read_class(const Real* y, std::int64_t units) {
  // One output: its sign; for a loss on logits that is p > 1/2, for mse the nearer of -1 and +1.
  if (units == 1) return y[0] > 0 ? 1 : 0;
  return static_cast<int>(std::max_element(y, y + units) - y);
}

Score score(Graph& graph, Samples& samples, const LossInfo& loss, std::span<const double> options, int first, int last,
            ScoreBuffers& buffers) {
  Score result;
  std::int64_t right = 0;
  const bool classes = samples.classes() > 0;
  const auto batch = static_cast<int>(graph.plan(0).y[0]);
  for (int at = first; at < last; at += batch) {
    const int count = std::min(batch, last - at);
    graph.set_batch(count);
    samples.read(at, count, graph.output(0).data, buffers.answers.data());
    graph.forward();
    const View& y = graph.output(graph.last());
    const std::int64_t units = y.shape.sample_count();
    const View t{buffers.answers.data(), {count, samples.targets()}};
    result.loss += loss.evaluate(options, y, t, {buffers.dy.data(), y.shape}) * static_cast<double>(count);
    for (int i = 0; i < count && classes; ++i)
      right += read_class(y.data + i * units, units) == static_cast<int>(samples.target(at + i));
  }
  const double total = static_cast<double>(last - first);
  result.loss /= total;
  result.accuracy = classes ? static_cast<double>(right) / total : std::numeric_limits<double>::quiet_NaN();
  return result;
}

}  // namespace downhill
