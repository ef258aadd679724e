#pragma once
#include <cstdint>
#include <span>

#include "core/base/info.hpp"
#include "core/base/rng.hpp"

namespace downhill {

/// How weights start. `fan_in` and `fan_out` are the numbers of inputs and outputs of one unit.
struct InitializerInfo {
  Info info;
};

/// Fills w. In a table of its own, so that a program that builds no network does not carry the functions.
using InitializerFill = void (*)(std::span<const double> options, std::int64_t fan_in, std::int64_t fan_out, Rng& rng,
                                 std::span<Real> w);

}  // namespace downhill
