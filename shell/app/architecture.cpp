#include "shell/app/architecture.hpp"

#include <algorithm>
#include <cstdlib>

#include "core/data/datasets/registry.hpp"
#include "core/losses/registry.hpp"
#include "core/model/blocks/registry.hpp"
#include "core/model/network.hpp"
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

bool is_activation(const std::string& type) {
  const OpInfo* op = find_piece(all_ops(), type);
  return op != nullptr && op->is_activation;
}

}  // namespace

const DatasetInfo& dataset_of(const Experiment& experiment) {
  const DatasetInfo* found = find_piece(all_datasets(), experiment.dataset.type);
  return found ? *found : *all_datasets().front();
}

HiddenLayer first_hidden_layer() {
  for (const OpInfo* op : all_ops())
    if (op->is_activation) return {.units = 4, .activation = default_piece(op->info)};
  return {};
}

Architecture read_architecture(const Experiment& experiment) {
  Architecture result;
  std::vector<HiddenLayer> all;
  for (std::size_t i = 0; i < experiment.layers.size(); ++i) {
    const Layer& layer = experiment.layers[i];
    const int at = static_cast<int>(i);
    if (layer.type == "dense") {
      all.push_back({.units = layer.values.empty() ? 1 : static_cast<int>(layer.values[0]), .activation = {}});
      all.back().dense_at = at;
    } else if (!all.empty() && is_activation(layer.type)) {
      all.back().activation = layer;
      all.back().activation_at = at;
    }
  }
  if (all.empty()) return result;
  result.outputs = all.back().units;
  result.output_activation = all.back().activation;
  result.output_at = all.back().dense_at;
  result.output_activation_at = all.back().activation_at;
  all.pop_back();
  for (HiddenLayer& layer : all)
    if (layer.activation.type.empty()) layer.activation = op_piece("identity");
  result.hidden = std::move(all);
  return result;
}

namespace {

/// Layers that others speak of by a counted name ("dense2") get one of their own: the count is about to change.
void name_what_is_spoken_of(Experiment& e) {
  const Result<std::vector<PlacedLayer>> placed = expand_blocks(e.layers);
  if (!placed) return;
  for (const PlacedLayer& each : placed.value()) {
    if (each.name == e.layers[each.place].name) continue;
    const std::string name = "layer_" + std::to_string(each.place + 1);
    bool spoken_of = false;
    const auto rename = [&](std::string& reference) {
      if (reference != each.name) return;
      reference = name;
      spoken_of = true;
    };
    for (Layer& layer : e.layers) {
      for (std::string& input : layer.inputs) rename(input);
      rename(layer.parameters);
    }
    for (AuxiliaryLoss& loss : e.losses) rename(loss.output);
    if (spoken_of) e.layers[each.place].name = name;
  }
}

/// Changes a layer's piece and keeps how it is wired.
Layer with_piece(const Layer& layer, Piece piece) {
  Layer changed = layer;
  static_cast<Piece&>(changed) = std::move(piece);
  return changed;
}

Layer with_units(const Layer& layer, int units) {
  Layer changed = layer;
  changed.values[0] = units;
  return changed;
}

/// The old list with the hidden layers in their places; new ones stand before the output.
std::vector<Layer> edited_layers(const Experiment& e, const std::vector<HiddenLayer>& hidden, const Output& output) {
  const Architecture before = read_architecture(e);
  std::vector<Layer> layers;
  const auto find = [](const std::vector<HiddenLayer>& list, int HiddenLayer::*place, int at) {
    return std::find_if(list.begin(), list.end(), [&](const HiddenLayer& h) { return h.*place == at; });
  };
  const auto add_activation = [&](const Piece& activation) {
    if (!activation.type.empty() && !(activation == op_piece("identity"))) layers.push_back(activation);
  };
  for (int at = 0; at < static_cast<int>(e.layers.size()); ++at) {
    const Layer& layer = e.layers[static_cast<std::size_t>(at)];
    const auto dense = find(hidden, &HiddenLayer::dense_at, at);
    const auto activation = find(hidden, &HiddenLayer::activation_at, at);
    if (at == before.output_at) {
      for (const HiddenLayer& fresh : hidden) {
        if (fresh.dense_at >= 0) continue;
        layers.push_back(dense_piece(fresh.units));
        add_activation(fresh.activation);
      }
      layers.push_back(with_units(layer, output.units));
      if (output.activation != nullptr && before.output_activation_at < 0)
        layers.push_back(op_piece(output.activation));
    } else if (at == before.output_activation_at) {
      if (output.activation != nullptr) layers.push_back(with_piece(layer, op_piece(output.activation)));
    } else if (dense != hidden.end()) {
      layers.push_back(with_units(layer, dense->units));
      if (dense->activation_at < 0) add_activation(dense->activation);
    } else if (activation != hidden.end()) {
      layers.push_back(with_piece(layer, activation->activation));
    } else if (find(before.hidden, &HiddenLayer::dense_at, at) == before.hidden.end() &&
               find(before.hidden, &HiddenLayer::activation_at, at) == before.hidden.end()) {
      layers.push_back(layer);  // not one of ours: dropout, a sum, a block
    }
  }
  return layers;
}

std::vector<Layer> plain_layers(const std::vector<HiddenLayer>& hidden, const Output& output) {
  std::vector<Layer> layers;
  for (const HiddenLayer& layer : hidden) {
    layers.push_back(dense_piece(layer.units));
    if (!layer.activation.type.empty()) layers.push_back(layer.activation);
  }
  layers.push_back(dense_piece(output.units));
  if (output.activation != nullptr) layers.push_back(op_piece(output.activation));
  return layers;
}

/// Takes away the further losses that do not fit.
void drop_losses(Experiment& e, Dropped& dropped) {
  for (Status fits = check_experiment(e); !fits && !e.losses.empty(); fits = check_experiment(e)) {
    const std::string& place = fits.error().place;
    if (!place.starts_with("losses[")) return;
    e.losses.erase(e.losses.begin() + std::atoi(place.c_str() + 7));
    dropped.losses = true;
  }
}

}  // namespace

Dropped write_architecture(Experiment& experiment, const std::vector<HiddenLayer>& hidden) {
  const std::uint32_t classes = dataset_of(experiment).classes;
  const LossInfo* loss = find_piece(all_losses(), experiment.loss.type);
  if (!loss || !loss_fits(*loss, classes)) {
    loss = &usual_loss(classes);
    experiment.loss = default_piece(loss->info);
  }
  const Output output = output_for(*loss, classes);
  Dropped dropped;
  if (read_architecture(experiment).output_at < 0) {
    dropped = {.losses = !experiment.losses.empty(), .wiring = !experiment.layers.empty()};
    experiment.losses.clear();
    experiment.layers = plain_layers(hidden, output);
    return dropped;
  }
  name_what_is_spoken_of(experiment);
  experiment.layers = edited_layers(experiment, hidden, output);
  drop_losses(experiment, dropped);
  if (check_experiment(experiment)) return dropped;
  const std::vector<Layer> plain = plain_layers(hidden, output);
  dropped.wiring = !(plain == experiment.layers);
  experiment.layers = plain;
  drop_losses(experiment, dropped);
  return dropped;
}

Dropped change_dataset(Experiment& experiment, const DatasetInfo& dataset) {
  const DatasetInfo& before = dataset_of(experiment);
  Piece piece = default_piece(dataset.info);
  for (std::size_t i = 0; i < dataset.info.options.size(); ++i)
    for (std::size_t j = 0; j < before.info.options.size(); ++j)
      if (std::string_view(dataset.info.options[i].name) == before.info.options[j].name)
        piece.values[i] = experiment.dataset.values[j];
  const std::vector<HiddenLayer> hidden = read_architecture(experiment).hidden;
  experiment.dataset = std::move(piece);
  // Numbers are guessed with a loss that would do for classes too: whoever comes back from them wants the usual one.
  if (before.classes == 0 && dataset.classes > 0) experiment.loss = default_piece(usual_loss(dataset.classes).info);
  return write_architecture(experiment, hidden);
}

}  // namespace downhill
