// The part of Graph that works out where its tensors stand and how much memory that takes.
#include <algorithm>
#include <tuple>

#include "core/graph/graph.hpp"
#include "core/graph/lifetimes.hpp"

namespace downhill {

std::vector<int> Graph::count_readers() const {
  std::vector<int> readers(nodes_.size(), 0);
  for (const NodeSpec& node : nodes_)
    for (int from : node.inputs) ++readers[static_cast<std::size_t>(from)];
  for (int head : heads_) ++readers[static_cast<std::size_t>(head)];
  return readers;
}

std::int64_t Graph::place_reused(std::vector<Places>& places) const {
  const int count = static_cast<int>(nodes_.size());
  std::vector<Lifetime> tensors(nodes_.size());
  std::int64_t scratch = 0;
  for (int i = 0; i < count; ++i) {
    const auto at = static_cast<std::size_t>(i);
    tensors[at] = {plans_[at].y.count(), i, i + 1 == count ? count : i};
    scratch = std::max(scratch, plans_[at].scratch);
    for (int from : nodes_[at].inputs) tensors[static_cast<std::size_t>(from)].last = i;
  }
  for (int head : heads_) tensors[static_cast<std::size_t>(head)].last = count;
  constexpr std::int64_t kUnit = Arena::kAlignment / static_cast<std::int64_t>(sizeof(Real));
  const std::int64_t outputs = place_tensors(tensors, kUnit);
  for (std::size_t i = 0; i < places.size(); ++i) {
    places[i].y = tensors[i].place;
    places[i].scratch = static_cast<std::size_t>(outputs);  // one for all: nothing is kept for a backward pass
  }
  return outputs + scratch;
}

std::vector<Graph::Edge> Graph::list_edges(Mode mode) const {
  const std::vector<int> readers = count_readers();
  const int count = static_cast<int>(nodes_.size());
  std::vector<Edge> edges;
  const auto list = [&](int from, int reader) {
    if ((from > 0 || mode == kInspection) && readers[static_cast<std::size_t>(from)] > 1)
      edges.push_back({from, reader});
  };
  for (int i = 0; i < count; ++i)
    for (int from : nodes_[static_cast<std::size_t>(i)].inputs) list(from, i);
  for (int head : heads_) list(head, count);
  return edges;
}

std::int64_t Graph::place_gradients(std::vector<Places>& places, std::span<Edge> edges) const {
  // Time runs as backward() does: a head's loss writes at 0, node i reads and writes at count - i.
  const int count = static_cast<int>(nodes_.size());
  struct Gradient {
    Lifetime life;
    std::size_t* place;
    int order;  // equal ones keep their order, so that the same net is always laid out the same
  };
  std::vector<Gradient> gradients;
  const auto add = [&](const Lifetime& life, std::size_t* place) {
    gradients.push_back({life, place, static_cast<int>(gradients.size())});
  };
  std::vector<int> written(nodes_.size(), 0);
  for (int i = 0; i < count; ++i)
    for (int from : nodes_[static_cast<std::size_t>(i)].inputs) written[static_cast<std::size_t>(from)] = count - i;
  for (int head : heads_) written[static_cast<std::size_t>(head)] = 0;
  for (const Edge& edge : edges) written[static_cast<std::size_t>(edge.from)] = count - edge.from;  // a sum, made there
  const std::vector<int> readers = count_readers();
  for (int i = 1; i < count; ++i) {
    const auto at = static_cast<std::size_t>(i);
    // What nobody reads nobody writes: it must stay the zeros it was made of.
    add({plans_[at].y.count(), written[at], readers[at] == 0 ? count : count - i}, &places[at].dy);
  }
  for (Edge& edge : edges)
    add({plans_[static_cast<std::size_t>(edge.from)].y.count(), count - edge.reader, count - edge.from}, &edge.place);
  std::sort(gradients.begin(), gradients.end(), [](const Gradient& a, const Gradient& b) {
    return std::tie(a.life.first, a.order) < std::tie(b.life.first, b.order);
  });
  std::vector<Lifetime> lives;
  for (const Gradient& gradient : gradients) lives.push_back(gradient.life);
  constexpr std::int64_t kUnit = Arena::kAlignment / static_cast<std::int64_t>(sizeof(Real));
  const std::int64_t needed = place_tensors(lives, kUnit);
  for (std::size_t g = 0; g < gradients.size(); ++g) *gradients[g].place = lives[g].place;
  return needed;
}

std::uint64_t Graph::planned_bytes(Mode mode, Memory memory) const {
  const bool keep_outputs = mode != kEvaluation || memory == kKeepAll;
  std::vector<Places> places(nodes_.size());
  std::vector<Edge> edges = list_edges(mode);
  std::int64_t numbers = 0;
  if (!keep_outputs) numbers = place_reused(places);
  if (mode != kEvaluation && memory == kReuse) numbers = place_gradients(places, edges);
  for (std::size_t i = 0; i < nodes_.size(); ++i) {
    numbers += plans_[i].state;
    if (keep_outputs) numbers += plans_[i].scratch + plans_[i].y.count();
    if (mode != kEvaluation && memory == kKeepAll) numbers += plans_[i].y.count();
  }
  if (mode != kEvaluation && memory == kKeepAll)
    for (const Edge& edge : edges) numbers += plans_[static_cast<std::size_t>(edge.from)].y.count();
  return static_cast<std::uint64_t>(numbers) * sizeof(Real);
}

}  // namespace downhill
