#pragma once
#include "core/session/session.hpp"

namespace downhill {

/// Prints what one batch shows of the network: a line a layer, a line a parameter, then the loss around it.
Status print_inspection(const Session& session);

}  // namespace downhill
