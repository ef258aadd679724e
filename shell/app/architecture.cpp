#include "shell/app/architecture.hpp"

#include "core/data/datasets/registry.hpp"
#include "core/losses/registry.hpp"
#include "core/model/output.hpp"
#include "core/ops/registry.hpp"

namespace downhill {
namespace {

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
  if (!loss || !loss_fits(*loss, classes)) {
    loss = &usual_loss(classes);
    experiment.loss = default_piece(loss->info);
  }
  experiment.layers.clear();
  experiment.losses.clear();  // they look at layers that may be gone
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
