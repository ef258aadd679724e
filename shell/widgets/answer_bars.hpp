#pragma once
#include <span>

#include "core/session/protocol.hpp"
#include "shell/app/ui.hpp"

namespace downhill {

/// What the network reads out of a picture: a bar for every class. The right one, when it is known, is in bold; the
/// largest is blue, or orange when it is wrong. `before`: ticks to compare with, or empty.
void answer_bars(Ui& ui, const Rect& r, const Looked& looked, std::span<const float> before = {});

}  // namespace downhill
