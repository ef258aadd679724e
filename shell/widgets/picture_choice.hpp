#pragma once
#include <functional>

#include "core/base/info.hpp"
#include "shell/app/ui.hpp"

namespace downhill {

/// A choice among little pictures with the chosen one's name above; takes its height off `rest`. Each picture is a
/// control "<id>.<choice>". Returns the index that was chosen now, or -1.
int picture_choice(Ui& ui, const char* id, Rect& rest, const OptionSpec& spec, int current, int columns,
                   const std::function<void(int index, const Rect& r)>& paint);

float picture_choice_height(float width, const OptionSpec& spec, int columns);

}  // namespace downhill
