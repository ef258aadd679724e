// Where the loss of one picture comes from: gradients of every layer and weight, aside from training.
#include <algorithm>

#include "core/inspect/score.hpp"
#include "core/model/network.hpp"
#include "core/tasks/supervised.hpp"

namespace downhill {

Status SupervisedTask::prepare_tracing() {
  auto tracing = std::make_unique<Tracing>();
  Result<std::vector<NodeSpec>> nodes = describe_network(experiment_);
  if (!nodes) return nodes.error();
  Status built = tracing->graph.build(std::move(nodes.value()), input_shape(experiment_, 1), parameters_);
  if (built) built = tracing->auxiliary.configure(experiment_, tracing->graph, dataset_->classes);
  if (!built) return built;
  tracing->auxiliary.reserve(1);
  tracing->graph.set_heads(tracing->auxiliary.nodes());
  if (!tracing->graph.bind(parameters_, Graph::kInspection))
    return make_error("look", {"does not fit into memory", "内存不足"});
  tracing->answer.resize(static_cast<std::size_t>(samples_.targets()));
  tracing->kept.resize(parameters_.gradients().size());
  tracing_ = std::move(tracing);
  return Nothing{};
}

/// Adds the gradients to what look() found. The weights' gradients of the last batch are put back: they are probed.
Status SupervisedTask::trace(const Look& request, Looked& answer) {
  if (tracing_ == nullptr) {
    Status prepared = prepare_tracing();
    if (!prepared) return prepared;
  }
  Graph& graph = tracing_->graph;
  const std::span<Real> gradients = parameters_.gradients();
  std::copy(gradients.begin(), gradients.end(), tracing_->kept.begin());
  const View& x = evaluation_.output(0);
  std::copy_n(x.data, x.count(), graph.output(0).data);
  graph.clear_state();
  graph.forward();

  const View& y = graph.output(graph.last());
  // look() has the readout in the other graph's output.
  const Real* readout = evaluation_.output(evaluation_.last()).data;
  const double truth = answer.label >= 0 ? answer.label : read_class(readout, y.shape.sample_count());
  write_target(loss_->target, dataset_->classes, truth, samples_.targets(), tracing_->answer.data());
  const View answers{tracing_->answer.data(), {1, samples_.targets()}};
  parameters_.clear_gradients();
  loss_->evaluate(experiment_.loss.values, y, answers, graph.head_gradient(0));
  tracing_->auxiliary.evaluate(experiment_.losses, std::span(&truth, 1), graph);
  graph.backward();

  for (int node = 0; request.gradients && node <= graph.last(); ++node)
    for (const Real d : graph.gradient(node).span()) answer.gradients.push_back(static_cast<float>(d));
  if (request.weight_gradients)
    for (const Real d : gradients) answer.weight_gradients.push_back(static_cast<float>(d));
  std::copy(tracing_->kept.begin(), tracing_->kept.end(), gradients.begin());
  return Nothing{};
}

}  // namespace downhill
