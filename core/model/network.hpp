#pragma once
#include <memory>

#include "core/graph/graph.hpp"
#include "core/model/experiment.hpp"

namespace downhill {

/// An experiment whose networks would need more than this is refused before anything is allocated.
/// The budget is one of numbers: the double build, which is for tests only, refuses what the product refuses.
inline constexpr std::uint64_t kMemoryBudgetBytes = (std::uint64_t(160) << 20) * sizeof(Real) / sizeof(float);

/// Samples that an evaluation graph computes at once.
std::int64_t evaluation_batch(const Experiment& experiment);

/// The nodes of an experiment's model: features in ("input"), then layer after layer, each reading the layers it names.
/// Errors: a name that is taken, unknown or comes later, by its place ("model.layers[2].inputs[0]").
Result<std::vector<NodeSpec>> describe_network(const Experiment& experiment);

/// Can this experiment be built: do the layers fit together, the last one the loss, and all of it the memory?
/// Allocates nothing large.
Status check_experiment(const Experiment& experiment);

}  // namespace downhill
