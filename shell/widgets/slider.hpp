#pragma once
#include "core/base/info.hpp"
#include "shell/app/ui.hpp"

namespace downhill {

/// Label left, value right, track below; everything else comes from the OptionSpec: range, scale, help, kind.
/// Drag or click the track, arrow keys when focused, click the value (or double-click the track) to type a number.
/// true: `value` changed.
bool slider(Ui& ui, const char* id, const Rect& r, const OptionSpec& spec, double& value);

/// Height a slider wants.
float slider_height(const Ui& ui);

/// A number that is only typed (the seed): label left, value right in a field.
bool number_field(Ui& ui, const char* id, const Rect& r, const OptionSpec& spec, double& value);

/// Reads a typed number; outside the range it is refused with a notice beside the field. true: `value` changed.
bool take_typed_number(Ui& ui, const char* id, double minimum, double maximum, bool integer, double& value);

/// The position in [0, 1] of a value on its slider, and back.
double slider_position(const OptionSpec& spec, double value);
double slider_value(const OptionSpec& spec, double position);

}  // namespace downhill
