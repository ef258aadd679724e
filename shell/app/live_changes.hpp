#pragma once
#include <optional>
#include <vector>

#include "core/model/experiment.hpp"
#include "core/session/protocol.hpp"

namespace downhill {

/// The commands that turn a run of `before` into one of `after` while it goes on: both have the same pieces and differ
/// only in live options. nullopt: something else differs too, a new run is needed.
std::optional<std::vector<SetField>> live_changes(const Experiment& before, const Experiment& after);

}  // namespace downhill
