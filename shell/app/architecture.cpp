#include "shell/app/architecture.hpp"

#include "core/data/datasets/registry.hpp"
#include "core/losses/registry.hpp"
#include "core/ops/registry.hpp"

namespace downhill {
namespace {

/// The output layer that a kind of target asks for.
struct Output {
  int units = 1;
  const char* activation = nullptr;
};

Output output_for(const LossInfo& loss, std::uint32_t classes) {
  switch (loss.target) {
    case TargetKind::class_index:
      return {static_cast<int>(classes), nullptr};
    case TargetKind::probability:
      return {classes > 2 ? static_cast<int>(classes) : 1, nullptr};
    case TargetKind::value:
      break;
  }
  if (classes == 0) return {1, nullptr};
  if (classes == 2) return {1, "tanh"};
  return {static_cast<int>(classes), nullptr};
}

bool fits(const LossInfo& loss, std::uint32_t classes) {
  const Output output = output_for(loss, classes);
  return output.units > 0 && loss.check(default_piece(loss.info).values, output.units, classes).ok();
}

Piece dense_piece(int units) {
  const OpInfo* dense = find_piece(all_ops(), "dense");
  Piece piece = default_piece(dense->info);
  piece.values[0] = units;
  return piece;
}

Piece op_piece(const char* name) {
  const OpInfo* op = find_piece(all_ops(), name);
  return op ? default_piece(op->info) : Piece{};
}

}  // namespace

const DatasetInfo& dataset_of(const Experiment& experiment) {
  const DatasetInfo* found = find_piece(all_datasets(), experiment.dataset.type);
  return found ? *found : *all_datasets().front();
}

bool loss_fits(const std::string& loss, const DatasetInfo& dataset) {
  const LossInfo* info = find_piece(all_losses(), loss);
  return info && fits(*info, dataset.classes);
}

HiddenLayer first_hidden_layer() {
  for (const OpInfo* op : all_ops())
    if (op->is_activation) return {4, default_piece(op->info)};
  return {};
}

Architecture read_architecture(const Experiment& experiment) {
  Architecture result;
  std::vector<HiddenLayer> all;
  for (const Piece& piece : experiment.layers) {
    if (piece.type == "dense")
      all.push_back({piece.values.empty() ? 1 : static_cast<int>(piece.values[0]), {}});
    else if (!all.empty())
      all.back().activation = piece;
  }
  if (all.empty()) return result;
  result.outputs = all.back().units;
  result.output_activation = all.back().activation;
  all.pop_back();
  for (HiddenLayer& layer : all)
    if (layer.activation.type.empty()) layer.activation = op_piece("identity");
  result.hidden = std::move(all);
  return result;
}

void write_architecture(Experiment& experiment, const std::vector<HiddenLayer>& hidden) {
  const std::uint32_t classes = dataset_of(experiment).classes;
  const LossInfo* loss = find_piece(all_losses(), experiment.loss.type);
  if (!loss || !fits(*loss, classes)) {
    // Cross-entropy for classes, the squared error for values: the first of the kind that the data ask for.
    const TargetKind wanted = classes > 0 ? TargetKind::class_index : TargetKind::value;
    loss = nullptr;
    for (const LossInfo* other : all_losses())
      if (!loss && other->target == wanted && fits(*other, classes)) loss = other;
    if (!loss) return;
    experiment.loss = default_piece(loss->info);
  }
  experiment.layers.clear();
  for (const HiddenLayer& layer : hidden) {
    experiment.layers.push_back(dense_piece(layer.units));
    if (!layer.activation.type.empty()) experiment.layers.push_back(layer.activation);
  }
  const Output output = output_for(*loss, classes);
  experiment.layers.push_back(dense_piece(output.units));
  if (output.activation) experiment.layers.push_back(op_piece(output.activation));
}

void change_dataset(Experiment& experiment, const DatasetInfo& dataset) {
  const DatasetInfo& before = dataset_of(experiment);
  Piece piece = default_piece(dataset.info);
  for (std::size_t i = 0; i < dataset.info.options.size(); ++i)
    for (std::size_t j = 0; j < before.info.options.size(); ++j)
      if (std::string_view(dataset.info.options[i].name) == before.info.options[j].name)
        piece.values[i] = experiment.dataset.values[j];
  const std::vector<HiddenLayer> hidden = read_architecture(experiment).hidden;
  experiment.dataset = std::move(piece);
  write_architecture(experiment, hidden);
}

}  // namespace downhill
