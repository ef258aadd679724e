#include "core/model/network.hpp"

#include <map>

#include "core/data/datasets/registry.hpp"
#include "core/losses/registry.hpp"
#include "core/ops/registry.hpp"
#include "core/optimizers/registry.hpp"

namespace downhill {

std::vector<NodeSpec> describe_network(const Experiment& experiment) {
  std::vector<NodeSpec> nodes;
  nodes.push_back({.name = "input"});
  std::map<std::string, int> used;  // "dense" -> how many so far
  for (const Piece& layer : experiment.layers) {
    const OpInfo* op = find_piece(all_ops(), layer.type);
    DOWNHILL_CHECK(op != nullptr);
    nodes.push_back({.name = layer.type + std::to_string(++used[layer.type]),
                     .op = op,
                     .options = layer.values,
                     .inputs = {static_cast<int>(nodes.size()) - 1}});
  }
  return nodes;
}

Status check_experiment(const Experiment& experiment) {
  const auto inputs = static_cast<std::int64_t>(experiment.features.size());
  Parameters parameters;
  Graph train;
  Status built = train.build(describe_network(experiment), {experiment.batch_size, inputs}, parameters);
  if (!built) return built;
  Graph evaluation;
  built = evaluation.build(describe_network(experiment), {kEvaluationBatch, inputs}, parameters);
  if (!built) return built;

  const DatasetInfo* dataset = find_piece(all_datasets(), experiment.dataset.type);
  const LossInfo* loss = find_piece(all_losses(), experiment.loss.type);
  const OptimizerInfo* optimizer = find_piece(all_optimizers(), experiment.optimizer.type);
  Status fits = loss->check(train.plan(train.last()).y.sample_count(), dataset->classes);
  if (!fits) return fits;

  // Values, gradients, the optimizer's state, and the last good copy of values and state.
  const std::uint64_t learned =
      static_cast<std::uint64_t>(parameters.count()) * sizeof(Real) * static_cast<std::uint64_t>(3 + 2 * optimizer->slots);
  const std::uint64_t bytes =
      learned + train.planned_bytes(Graph::kTraining) + evaluation.planned_bytes(Graph::kEvaluation);
  if (bytes > kMemoryBudgetBytes)
    return make_error("model", {"needs {} MiB of memory, at most {} MiB are allowed", "需要 {} MiB 内存,最多允许 {} MiB"},
                      {std::to_string(bytes >> 20), std::to_string(kMemoryBudgetBytes >> 20)});
  return Nothing{};
}

}  // namespace downhill
