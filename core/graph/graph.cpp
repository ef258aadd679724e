#include "core/graph/graph.hpp"

#include <cstring>

namespace downhill {

Status Graph::build(std::vector<NodeSpec> nodes, const Shape& input, Parameters& parameters) {
  nodes_ = std::move(nodes);
  plans_.assign(nodes_.size(), {});
  parameter_index_.assign(nodes_.size(), {});
  buffer_index_.assign(nodes_.size(), {});
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
    for (const ParameterSpec& spec : plan.value().parameters) {
      Result<int> index = parameters.declare(node.name + "." + spec.name, spec);
      if (!index) return index.error();
      parameter_index_[i].push_back(index.value());
    }
    for (const BufferSpec& spec : plan.value().buffers) {
      Result<int> index = parameters.declare_buffer(node.name + "." + spec.name, spec);
      if (!index) return index.error();
      buffer_index_[i].push_back(index.value());
    }
    plans_[i] = std::move(plan.value());
  }
  return Nothing{};
}

std::uint64_t Graph::planned_bytes(Mode mode) const {
  std::int64_t numbers = 0;
  for (std::size_t i = 0; i < nodes_.size(); ++i) {
    const std::int64_t y = plans_[i].y.count();
    numbers += plans_[i].scratch + y;
    // A gradient for every output, and one more for every edge in the worst case.
    if (mode == kTraining) numbers += 2 * y;
  }
  return static_cast<std::uint64_t>(numbers) * sizeof(Real);
}

bool Graph::bind(const Parameters& parameters, Mode mode, Rng* rng) {
  const std::size_t count = nodes_.size();
  calls_.assign(count, {});
  outputs_.assign(count, {});
  gradients_.assign(count, {});
  edges_.clear();
  batch_ = plans_[0].y[0];

  arena_.clear();
  std::vector<std::size_t> y_place(count), scratch_place(count), dy_place(count);
  std::vector<std::size_t> edge_place;
  std::vector<int> edge_from;
  std::vector<int> readers(count, 0);
  for (const NodeSpec& node : nodes_)
    for (int from : node.inputs) ++readers[static_cast<std::size_t>(from)];
  for (std::size_t i = 0; i < count; ++i) {
    y_place[i] = arena_.reserve(plans_[i].y.count());
    scratch_place[i] = arena_.reserve(plans_[i].scratch);
    if (mode == kTraining && i > 0) dy_place[i] = arena_.reserve(plans_[i].y.count());
  }
  if (mode == kTraining)
    for (std::size_t i = 1; i < count; ++i)
      for (int from : nodes_[i].inputs)
        if (from > 0 && readers[static_cast<std::size_t>(from)] > 1) {
          edge_place.push_back(arena_.reserve(plans_[static_cast<std::size_t>(from)].y.count()));
          edge_from.push_back(from);
        }
  if (!arena_.commit()) return false;

  for (std::size_t i = 0; i < count; ++i) {
    outputs_[i] = arena_.view(y_place[i], plans_[i].y);
    calls_[i].op.scratch = arena_.view(scratch_place[i], {plans_[i].scratch});
    if (mode == kTraining && i > 0) gradients_[i] = arena_.view(dy_place[i], plans_[i].y);
  }
  for (std::size_t e = 0; e < edge_place.size(); ++e) {
    const auto from = static_cast<std::size_t>(edge_from[e]);
    edges_.push_back(arena_.view(edge_place[e], plans_[from].y));
    calls_[from].added.push_back(static_cast<int>(e));
  }
  connect(parameters, mode, rng);
  return true;
}

void Graph::connect(const Parameters& parameters, Mode mode, Rng* rng) {
  std::vector<std::size_t> next_edge(nodes_.size(), 0);
  for (std::size_t i = 1; i < nodes_.size(); ++i) {
    Call& call = calls_[i];
    for (int from : nodes_[i].inputs) {
      const auto f = static_cast<std::size_t>(from);
      call.x.push_back(outputs_[f]);
      if (mode != kTraining) continue;
      const bool shared = !calls_[f].added.empty();
      call.dx.push_back(shared ? edges_[static_cast<std::size_t>(calls_[f].added[next_edge[f]++])] : gradients_[f]);
    }
    for (int index : parameter_index_[i]) {
      call.w.push_back(parameters.value(index));
      call.dw.push_back(parameters.gradient(index));
    }
    for (int index : buffer_index_[i]) call.buffers.push_back(parameters.buffer(index));
    call.op.options = nodes_[i].options;
    call.op.buffers = call.buffers;
    call.op.training = mode == kTraining;
    call.op.rng = rng;
    call.op.x = call.x;
    call.op.y = outputs_[i];
    call.op.w = call.w;
    call.gradients = {gradients_[i], call.dx, call.dw};
  }
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
  for (Call& call : calls_) {
    for (View& view : call.x) resize(view);
    for (View& view : call.dx) resize(view);
    resize(call.op.y);
    resize(call.gradients.dy);
  }
}

void Graph::forward() {
  for (std::size_t i = 1; i < nodes_.size(); ++i) nodes_[i].op->forward(calls_[i].op);
}

void Graph::backward() {
  for (std::size_t i = nodes_.size() - 1; i > 0; --i) {
    // Several nodes read this one: its gradient is the sum of what they send back.
    if (!calls_[i].added.empty()) {
      Real* sum = gradients_[i].data;
      const auto count = static_cast<Index>(gradients_[i].count());
      std::memset(sum, 0, static_cast<std::size_t>(count) * sizeof(Real));
      for (int e : calls_[i].added) {
        const Real* part = edges_[static_cast<std::size_t>(e)].data;
        for (Index n = 0; n < count; ++n) sum[n] += part[n];
      }
    }
    nodes_[i].op->backward(calls_[i].op, calls_[i].gradients);
  }
}

}  // namespace downhill
