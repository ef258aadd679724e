#include "core/model/network.hpp"

#include "core/data/datasets/registry.hpp"
#include "core/losses/registry.hpp"
#include "core/model/auxiliary.hpp"
#include "core/model/samples.hpp"
#include "core/optimizers/registry.hpp"

namespace downhill {

std::int64_t evaluation_batch(const Experiment& experiment) {
  constexpr std::int64_t kPoints = 256, kPictures = 64;  // larger ones gain nothing and cost memory
  return find_piece(all_datasets(), experiment.dataset.type)->pictures != nullptr ? kPictures : kPoints;
}

Status check_experiment(const Experiment& experiment) {
  Result<std::vector<NodeSpec>> nodes = describe_network(experiment);
  if (!nodes) return nodes.error();
  Parameters parameters;
  Graph train;
  Status built = train.build(nodes.value(), input_shape(experiment, experiment.batch_size), parameters);
  if (!built) return built;
  Graph evaluation;
  built = evaluation.build(nodes.value(), input_shape(experiment, evaluation_batch(experiment)), parameters);
  if (!built) return built;

  const DatasetInfo* dataset = find_piece(all_datasets(), experiment.dataset.type);
  const LossInfo* loss = find_piece(all_losses(), experiment.loss.type);
  const OptimizerInfo* optimizer = find_piece(all_optimizers(), experiment.optimizer.type);
  const Shape& y = train.plan(train.last()).y;
  if (y.rank() != 2)
    return make_error(train.nodes().back().name,
                      {"is the last layer and must give [N,D], it gives [{}]; put a flatten behind it",
                       "是最后一层，必须输出 [N,D]，现在输出 [{}]；请在后面加 flatten"},
                      {to_string(y)});
  if (!loss->predicts)
    return make_error("loss",
                      {"{} says nothing about what the outputs mean; it can only stand in \"losses\"",
                       "{} 不能说明输出的含义，只能写在 \"losses\" 中"},
                      {loss->info.name});
  Status fits = loss->check(experiment.loss.values, train.plan(train.last()).y.sample_count(), dataset->classes);
  if (fits) fits = check_batch(*loss, experiment.loss.values, experiment.batch_size);
  if (!fits) return fits;

  AuxiliaryLosses auxiliary;
  fits = auxiliary.configure(experiment, train, dataset->classes);
  if (!fits) return fits;
  train.set_heads(auxiliary.nodes());

  // Values, gradients, the optimizer's state, and the last good copy of values and state.
  const std::uint64_t learned = static_cast<std::uint64_t>(parameters.count()) * sizeof(Real) *
                                static_cast<std::uint64_t>(3 + 2 * optimizer->slots);
  const std::uint64_t bytes =
      learned + train.planned_bytes(Graph::kTraining, Graph::kReuse) + evaluation.planned_bytes(Graph::kEvaluation);
  if (bytes > kMemoryBudgetBytes)
    return make_error("model",
                      {"needs {} MiB of memory, at most {} MiB are allowed", "需要 {} MiB 内存，最多允许 {} MiB"},
                      {std::to_string(bytes >> 20), std::to_string(kMemoryBudgetBytes >> 20)});
  return Nothing{};
}

}  // namespace downhill
