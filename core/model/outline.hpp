#pragma once
#include <cstdint>
#include <optional>
#include <vector>

#include "core/model/experiment.hpp"
#include "core/tensor/view.hpp"

namespace downhill {

/// What a layer of the experiment makes of one sample and what it costs. A block counts as one layer.
struct LayerOutline {
  bool known = false;              // false: it, or one it reads, does not fit
  Shape y;                         // with N = 1
  std::int64_t parameters = 0;     // of its own, learned or frozen
  std::int64_t multiply_adds = 0;  // core/ops/op.hpp
};

/// A network as an editor shows it while it is being changed, also when it cannot be built.
struct NetworkOutline {
  std::vector<LayerOutline> layers;  // as Experiment::layers
  std::int64_t parameters = 0;
  std::int64_t multiply_adds = 0;
  std::optional<Error> fault;  // the first thing that does not fit
  int fault_layer = -1;        // where; -1: nowhere, or the whole
};

/// Works out every shape as far as the layers fit together. Nothing large is allocated and no op is run.
/// `fault` is what check_experiment() refuses: a layer that cannot take its input, a name, the end of the network, the
/// memory.
NetworkOutline outline_network(const Experiment& experiment);

/// Can a layer of this type (an op or a block) with its options at their defaults read one picture, or one vector? So
/// an editor of such networks knows what to offer.
bool reads_picture_or_vector(const Info& layer);

}  // namespace downhill
