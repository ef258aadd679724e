#pragma once
#include <vector>

#include "imgui.h"

namespace downhill {

/// Every place that the pointer went through with the left button down since the last frame, first to last: from where
/// it was pressed, to where it was let go. A slow frame holds many moves, and a drawing keeps its curves all the same.
std::vector<ImVec2> pressed_trail();

}  // namespace downhill
