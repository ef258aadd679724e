#pragma once
#include <vector>

#include "core/base/info.hpp"
#include "shell/app/ui.hpp"

namespace downhill {

/// All options of a piece side by side, as many as fit into a line; one with long words has a line of its own. Ids are
/// "<id>.<option>". Returns the index of the option that was changed in `values`, or -1.
int option_grid(Ui& ui, const char* id, const Rect& r, const Info& info, std::vector<double>& values);
float option_grid_height(const Ui& ui, const Info& info, float width);

}  // namespace downhill
