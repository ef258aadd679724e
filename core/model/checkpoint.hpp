#pragma once
#include <cstdint>
#include <vector>

#include "core/graph/parameters.hpp"
#include "core/model/experiment.hpp"

namespace downhill {

/// The parameters as a safetensors file: u64 header length, JSON header {name: {dtype, shape, data_offsets}}, numbers.
/// The experiment stands in the header's "__metadata__", so the file says what it is.
/// Source   safetensors format 0.4, huggingface/safetensors README; always dtype F32, little endian
std::vector<std::uint8_t> write_parameters(const Parameters& parameters, const Experiment& experiment);

}  // namespace downhill
