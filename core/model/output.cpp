#include "core/model/output.hpp"

#include "core/base/check.hpp"
#include "core/data/datasets/registry.hpp"
#include "core/losses/registry.hpp"
#include "core/ops/registry.hpp"

namespace downhill {

Output output_for(const LossInfo& loss, std::uint32_t classes) {
  const int several = static_cast<int>(classes);
  if (loss.target == TargetKind::class_index) return {several, nullptr};
  if (loss.target == TargetKind::probability) return {classes > 2 ? several : 1, nullptr};
  if (classes == 0) return {1, nullptr};
  if (classes == 2) return {1, "tanh"};
  return {several, nullptr};
}

bool loss_fits(const LossInfo& loss, std::uint32_t classes) {
  const Output output = output_for(loss, classes);
  return loss.predicts && output.units > 0 && loss.check(default_piece(loss.info).values, output.units, classes).ok();
}

const LossInfo& usual_loss(std::uint32_t classes) {
  const TargetKind wanted = classes > 0 ? TargetKind::class_index : TargetKind::value;
  for (const LossInfo* loss : all_losses())
    if (loss->target == wanted && loss_fits(*loss, classes)) return *loss;
  DOWNHILL_CHECK(false);
  return *all_losses().front();
}

void fit_output(Experiment& experiment) {
  const std::uint32_t classes = find_piece(all_datasets(), experiment.dataset.type)->classes;
  const LossInfo* loss = find_piece(all_losses(), experiment.loss.type);
  if (!loss_fits(*loss, classes)) {
    loss = &usual_loss(classes);
    experiment.loss = default_piece(loss->info);
  }
  std::size_t end = experiment.layers.size();
  while (end > 0 && experiment.layers[end - 1].type != "dense") --end;
  if (end == 0) return;
  const Output output = output_for(*loss, classes);
  experiment.layers.resize(end);
  experiment.layers.back().values[0] = output.units;
  if (output.activation != nullptr)
    experiment.layers.push_back(default_piece(find_piece(all_ops(), output.activation)->info));
}

}  // namespace downhill
