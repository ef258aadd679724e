#pragma once
#include "core/base/info.hpp"
#include "shell/app/ui.hpp"

namespace downhill {

/// The control that an OptionSpec asks for: a slider for numbers, a switch for yes and no, a list for words.
/// `r` has the height option_height() wants. true: `value` changed.
bool edit_option(Ui& ui, const char* id, const Rect& r, const OptionSpec& spec, double& value);

float option_height(const Ui& ui, const OptionSpec& spec);

/// The height of a label over a list.
inline constexpr float kFieldLabelHeight = 17;

}  // namespace downhill
