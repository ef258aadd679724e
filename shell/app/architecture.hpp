#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "core/model/experiment.hpp"

namespace downhill {

struct DatasetInfo;

/// A hidden layer as the playground edits it: dense, then one activation.
struct HiddenLayer {
  int units = 4;
  Piece activation;
  int dense_at = -1;  // where the experiment has them; -1: it has not (yet)
  int activation_at = -1;

  bool operator==(const HiddenLayer&) const = default;
};

/// An experiment's list of layers read as hidden layers and an output; the output follows from data and loss.
struct Architecture {
  std::vector<HiddenLayer> hidden;
  int outputs = 1;
  Piece output_activation;  // empty type: none
  int output_at = -1;       // the dense layer of the output
  int output_activation_at = -1;
};

/// What an edit had to give up, because it no longer fits.
struct Dropped {
  bool losses = false;  // further losses at layers that are gone, or for other data
  bool wiring = false;  // names, branches, shared weights: the layers stand in one line again
};

inline constexpr int kMaximumHiddenLayers = 6;
inline constexpr int kMaximumUnits = 16;

/// What "add layer" adds to a net without any: four neurons with the first activation of the table.
HiddenLayer first_hidden_layer();

Architecture read_architecture(const Experiment& experiment);

/// Puts the hidden layers back and makes the output fit the data set and the loss. When the loss does not fit the
/// data at all (cross-entropy on a regression), the first one that does is taken. What stands between the layers
/// (dropout), how they are wired and further losses stay as long as they fit.
Dropped write_architecture(Experiment& experiment, const std::vector<HiddenLayer>& hidden);

/// The data set of an experiment; the first of the table for an unknown name.
const DatasetInfo& dataset_of(const Experiment& experiment);

/// Keeps the options that both data sets have (noise, samples) when the set changes.
Dropped change_dataset(Experiment& experiment, const DatasetInfo& dataset);

}  // namespace downhill
