#pragma once
#include <string>

#include "shell/app/run.hpp"
#include "shell/app/ui.hpp"
#include "shell/widgets/format.hpp"

namespace downhill {

/// "40 s", "12 min", "1.5 h": rounded as an estimate may be.
Short format_duration(const Ui& ui, double seconds);

/// "About 40 s left for 10 epochs", or why nobody can say.
std::string time_to_go_text(const Ui& ui, const Run& run);

/// The same as one number, or a dash.
Short time_to_go(const Ui& ui, const Run& run);

}  // namespace downhill
