#include "shell/widgets/time_to_go.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace downhill {

Short format_duration(const Ui& ui, double seconds) {
  char number[16];
  Str unit = Str::seconds;
  if (seconds < 90) {
    const double grain = seconds < 10 ? 1 : 5;
    std::snprintf(number, sizeof number, "%.0f", std::max(1.0, std::round(seconds / grain) * grain));
  } else if (seconds < 5400) {
    unit = Str::minutes;
    std::snprintf(number, sizeof number, "%.0f", seconds / 60);
  } else {
    unit = Str::hours;
    std::snprintf(number, sizeof number, seconds < 36000 ? "%.1f" : "%.0f", std::min(seconds / 3600, 99999.0));
  }
  Short s;
  std::snprintf(s.text, sizeof s.text, "%s", format_text(ui.t(unit), {number}).c_str());
  return s;
}

std::string time_to_go_text(const Ui& ui, const Run& run) {
  const std::string epochs = std::to_string(run.experiment().epochs);
  const std::optional<double> seconds = run.seconds_to_go();
  if (!seconds) return format_text(ui.t(Str::to_go_unknown), {epochs});
  if (*seconds == 0 && run.playing()) return format_text(ui.t(Str::to_go_beyond), {epochs});
  if (*seconds == 0) return format_text(ui.t(Str::to_go_done), {epochs});
  return format_text(ui.t(run.playing() ? Str::to_go_help : Str::to_go_paused),
                     {format_duration(ui, *seconds).text, epochs});
}

Short time_to_go(const Ui& ui, const Run& run) {
  const std::optional<double> seconds = run.seconds_to_go();
  if (seconds && *seconds > 0) return format_duration(ui, *seconds);
  return format_loss(NAN);
}

}  // namespace downhill
