#include "core/graph/graph.hpp"

#include <algorithm>
#include <cstring>

#include "core/ops/registry.hpp"

namespace downhill {

Status Graph::build(std::vector<NodeSpec> nodes, const Shape& input, Parameters& parameters) {
  nodes_ = std::move(nodes);
  plans_.assign(nodes_.size(), {});
  parameter_index_.assign(nodes_.size(), {});
  buffer_index_.assign(nodes_.size(), {});
  heads_ = {last()};
  plans_[0].y = input;
  for (std::size_t i = 1; i < nodes_.size(); ++i) {
    const NodeSpec& node = nodes_[i];
    std::vector<Shape> shapes;
    for (int from : node.inputs) {
      DOWNHILL_CHECK(from >= 0 && static_cast<std::size_t>(from) < i);
      shapes.push_back(plans_[static_cast<std::size_t>(from)].y);
    }
    Result<OpPlan> plan = node.op->infer(node.options, shapes);
    if (!plan) {
      Error error = plan.error();
      error.place = node.name;
      return error;
    }
    plans_[i] = std::move(plan.value());
    Status declared = declare(i, parameters);
    if (!declared) return declared;
  }
  return Nothing{};
}

namespace {

/// The numbers of a tensor, or kLargestTensor + 1 for every larger one.
std::int64_t bounded_count(const Shape& shape) {
  std::int64_t count = 1;
  for (int i = 0; i < shape.rank(); ++i) {
    if (shape[i] > kLargestTensor / std::max<std::int64_t>(count, 1)) return kLargestTensor + 1;
    count *= shape[i];
  }
  return count;
}

Status check_size(const std::string& place, bool fits) {
  if (fits) return Nothing{};
  return make_error(place, {"needs a tensor of more than {} numbers", "需要超过 {} 个数的张量"},
                    {std::to_string(kLargestTensor)});
}

}  // namespace

Status Graph::declare(std::size_t i, Parameters& parameters) {
  const NodeSpec& node = nodes_[i];
  const OpPlan& plan = plans_[i];
  bool fits = bounded_count(plan.y) <= kLargestTensor && plan.scratch <= kLargestTensor && plan.state <= kLargestTensor;
  for (const ParameterSpec& spec : plan.parameters) fits = fits && bounded_count(spec.shape) <= kLargestTensor;
  Status size = check_size(node.name, fits);
  if (!size) return size;
  const std::string prefix = (node.parameters.empty() ? node.name : node.parameters) + ".";
  for (const ParameterSpec& spec : plan.parameters) {
    Result<int> index = parameters.declare(prefix + spec.name, spec, node.frozen);
    if (!index) return index.error();
    parameter_index_[i].push_back(index.value());
  }
  for (const BufferSpec& spec : plan.buffers) {
    Result<int> index = parameters.declare_buffer(prefix + spec.name, spec);
    if (!index) return index.error();
    buffer_index_[i].push_back(index.value());
  }
  return Nothing{};
}

void Graph::set_heads(std::vector<int> nodes) {
  heads_ = {last()};
  for (int node : nodes) {
    DOWNHILL_CHECK(node > 0 && node <= last());
    heads_.push_back(node);
  }
}

void Graph::reserve_gradients(std::vector<Places>& places, std::span<Edge> edges, Mode mode, Memory memory) {
  if (memory == kReuse) {
    const std::size_t base = arena_.reserve(place_gradients(places, edges));
    for (Places& place : places) place.dy += base;
    for (Edge& edge : edges) edge.place += base;
    return;
  }
  for (std::size_t i = mode == kInspection ? 0 : 1; i < places.size(); ++i)
    places[i].dy = arena_.reserve(plans_[i].y.count());
  for (Edge& edge : edges) edge.place = arena_.reserve(plans_[static_cast<std::size_t>(edge.from)].y.count());
}

bool Graph::bind(const Parameters& parameters, Mode mode, Rng* rng, Memory memory) {
  const std::size_t count = nodes_.size();
  calls_.assign(count, {});
  outputs_.assign(count, {});
  gradients_.assign(count, {});
  edges_.clear();
  batch_ = plans_[0].y[0];

  arena_.clear();
  std::vector<Places> places(count);
  const bool keep_outputs = mode != kEvaluation || memory == kKeepAll;
  if (!keep_outputs) arena_.reserve(place_reused(places));
  for (std::size_t i = 0; i < count; ++i) {
    if (keep_outputs) {
      places[i].y = arena_.reserve(plans_[i].y.count());
      places[i].scratch = arena_.reserve(plans_[i].scratch);
    }
    places[i].state = arena_.reserve(plans_[i].state);
  }
  std::vector<Edge> edges;
  if (mode != kEvaluation) {
    edges = list_edges(mode);
    reserve_gradients(places, edges, mode, memory);
  }
  if (!arena_.commit()) return false;

  for (std::size_t i = 0; i < count; ++i) {
    outputs_[i] = arena_.view(places[i].y, plans_[i].y);
    calls_[i].op.scratch = arena_.view(places[i].scratch, {plans_[i].scratch});
    calls_[i].op.state = arena_.view(places[i].state, {plans_[i].state});
    if (mode == kInspection || (mode == kTraining && i > 0)) gradients_[i] = arena_.view(places[i].dy, plans_[i].y);
  }
  for (std::size_t e = 0; e < edges.size(); ++e) {
    const auto from = static_cast<std::size_t>(edges[e].from);
    edges_.push_back(arena_.view(edges[e].place, plans_[from].y));
    calls_[from].added.push_back(static_cast<int>(e));
  }
  connect(parameters, mode, rng);
  return true;
}

void Graph::connect(const Parameters& parameters, Mode mode, Rng* rng) {
  std::vector<std::size_t> next_edge(nodes_.size(), 0);
  // Where a reader of node f writes: its own edge when there are others.
  const auto gradient_for_reader = [&](std::size_t f) {
    const bool shared = !calls_[f].added.empty();
    return shared ? edges_[static_cast<std::size_t>(calls_[f].added[next_edge[f]++])] : gradients_[f];
  };
  for (std::size_t i = 1; i < nodes_.size(); ++i) {
    Call& call = calls_[i];
    for (int from : nodes_[i].inputs) {
      const auto f = static_cast<std::size_t>(from);
      call.x.push_back(outputs_[f]);
      if (mode != kEvaluation) call.dx.push_back(gradient_for_reader(f));
    }
    for (int index : parameter_index_[i]) {
      call.w.push_back(parameters.value(index));
      call.dw.push_back(parameters.gradient(index));
    }
    for (int index : buffer_index_[i]) call.buffers.push_back(parameters.buffer(index));
    call.passes = nodes_[i].passes != nullptr ? nodes_[i].passes : &passes_of(*nodes_[i].op);
    call.op.options = nodes_[i].options;
    call.op.buffers = call.buffers;
    call.op.training = mode == kTraining;
    call.op.rng = rng;
    call.op.x = call.x;
    call.op.y = outputs_[i];
    call.op.w = call.w;
    call.gradients = {gradients_[i], call.dx, call.dw};
  }
  head_gradients_.clear();
  for (int head : heads_) head_gradients_.push_back(gradient_for_reader(static_cast<std::size_t>(head)));
}

void Graph::set_batch(std::int64_t samples) {
  DOWNHILL_CHECK(samples > 0 && samples <= plans_[0].y[0]);
  if (samples == batch_) return;
  batch_ = samples;
  const auto resize = [samples](View& view) {
    if (view) view.shape.set(0, samples);
  };
  for (View& view : outputs_) resize(view);
  for (View& view : gradients_) resize(view);
  for (View& view : edges_) resize(view);
  for (View& view : head_gradients_) resize(view);
  for (Call& call : calls_) {
    for (View& view : call.x) resize(view);
    for (View& view : call.dx) resize(view);
    resize(call.op.y);
    resize(call.gradients.dy);
  }
}

void Graph::clear_state() {
  for (Call& call : calls_)
    if (call.op.state) std::fill_n(call.op.state.data, call.op.state.count(), Real(0));
}

std::span<Real> Graph::state(int node) const {
  const View& state = calls_[static_cast<std::size_t>(node)].op.state;
  return state ? state.span() : std::span<Real>();
}

void Graph::forward() {
  for (std::size_t i = 1; i < nodes_.size(); ++i) calls_[i].passes->forward(calls_[i].op);
}

double Graph::price() const {
  double sum = 0;
  for (std::size_t i = 1; i < nodes_.size(); ++i)
    if (calls_[i].passes->price != nullptr) sum += calls_[i].passes->price(calls_[i].op);
  return sum;
}

/// When several nodes read this one, its gradient is the sum of what they send back.
void Graph::add_edges(std::size_t node) {
  if (calls_[node].added.empty()) return;
  Real* sum = gradients_[node].data;
  const auto count = static_cast<Index>(gradients_[node].count());
  std::memset(sum, 0, static_cast<std::size_t>(count) * sizeof(Real));
  for (int e : calls_[node].added) {
    const Real* part = edges_[static_cast<std::size_t>(e)].data;
    for (Index n = 0; n < count; ++n) sum[n] += part[n];
  }
}

void Graph::backward() {
  for (std::size_t i = nodes_.size() - 1; i > 0; --i) {
    add_edges(i);
    calls_[i].passes->backward(calls_[i].op, calls_[i].gradients);
  }
  add_edges(0);
}

}  // namespace downhill
