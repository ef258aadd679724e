#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "core/data/batches.hpp"
#include "core/graph/parameters.hpp"
#include "core/model/experiment.hpp"
#include "core/model/safetensors.hpp"
#include "core/schedules/schedule.hpp"

namespace downhill {

/// All that changes while a run goes on, looked at where it lies.
struct RunState {
  Parameters& parameters;                                        // with their buffers
  std::vector<std::pair<std::string, std::span<Real>>> carried;  // of recurrent layers in the training graph, by layer
  std::span<Real> optimizer;
  ScheduleMemory& schedule;
  BatchOrder& order;
  Rng& dropout;
  std::uint64_t& step;
};

/// A run as a safetensors file: what read_checkpoint() needs to go on with it bit for bit.
/// Parameters and buffers stand under their own names ("dense1.weight"), as F32; the rest under names with a slash
/// ("run/step", "run/optimizer"), which no layer's has. The experiment is the metadata's "experiment".
/// Source   huggingface/safetensors README: any reader of that format can read the parameters
std::vector<std::uint8_t> write_checkpoint(const Experiment& experiment, const RunState& state);

/// The experiment of a checkpoint; the network is built from it before the rest can be read.
Result<Experiment> checkpoint_experiment(const TensorFile& file);

/// Reads into the state of a run that was just built from that experiment.
/// Errors   a tensor that is missing, of another type or shape, or that nobody asked for; an order that is no order, a
///          generator without a state, a count that is too large. Named by tensor; the state may be half read then
/// Not here the gradients of the last batch, and the last good copy: a run that diverges soon after falls back to here
Status read_checkpoint(const TensorFile& file, RunState& state);

}  // namespace downhill
