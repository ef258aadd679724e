#pragma once
#include <span>

#include "core/base/types.hpp"

namespace downhill {

/// Does this filter of a partial_conv2d see this one of the `channels` before it? So an interface can draw the table.
///   the joined pairs, counted by filter and then by channel, are the kernels in the op's weight tensor
/// Shapes   options in the order of the op's Info; unit and channel from 0
/// Errors   what the table of LeNet-5 does not know is not joined
bool partial_conv2d_joins(std::span<const double> options, Index channels, Index unit, Index channel);

}  // namespace downhill
