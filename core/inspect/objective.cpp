#include "core/inspect/objective.hpp"

#include <algorithm>

namespace downhill {
namespace {

std::vector<Real> copy_of(std::span<const Real> numbers) {
  return {numbers.begin(), numbers.end()};
}

void copy(const std::vector<Real>& from, std::span<Real> to) {
  std::copy(from.begin(), from.end(), to.begin());
}

}  // namespace

Objective::Objective(Parameters& parameters, const LossInfo& loss, std::span<const double> options)
    : parameters_(parameters),
      loss_(loss),
      options_(options.begin(), options.end()),
      values_(copy_of(parameters.values())),
      gradients_(copy_of(parameters.gradients())),
      buffers_(copy_of(parameters.buffers())) {}

Objective::~Objective() {
  restore_weights();
  copy(gradients_, parameters_.gradients());
  copy(buffers_, parameters_.buffers());
}

Status Objective::bind(std::vector<NodeSpec> nodes, const View& x, const View& t, Graph::Mode mode) {
  Status built = graph_.build(std::move(nodes), x.shape, parameters_);
  if (!built) return built;
  DOWNHILL_CHECK(parameters_.count() == values_.size());
  if (!graph_.bind(parameters_, mode, &rng_)) return make_error("inspect", {"does not fit into memory", "内存不足"});
  std::copy_n(x.data, x.count(), graph_.output(0).data);
  answers_ = t;
  dy_.resize(static_cast<std::size_t>(graph_.output(graph_.last()).count()));
  return Nothing{};
}

double Objective::loss() {
  rng_ = Rng();
  graph_.clear_state();
  copy(buffers_, parameters_.buffers());
  graph_.forward();
  const View& y = graph_.output(graph_.last());
  const View& dy = graph_.gradient(graph_.last());
  return loss_.evaluate(options_, y, answers_, dy ? dy : View{dy_.data(), y.shape}) + graph_.price();
}

double Objective::gradient() {
  const double value = loss();
  parameters_.clear_gradients();
  graph_.backward();
  return value;
}

void Objective::restore_weights() {
  copy(values_, parameters_.values());
}

}  // namespace downhill
