#include "shell/widgets/schedule_editor.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "core/schedules/registry.hpp"
#include "core/schedules/schedule_options.hpp"
#include "shell/widgets/option_editor.hpp"
#include "shell/widgets/piece_editor.hpp"

namespace downhill {
namespace {

bool is_length(const OptionSpec& spec) {
  return spec.kind == OptionKind::integer && spec.maximum > 1e6;
}

/// Options that are left out of files at their defaults are for the curious: the command line, a link.
bool is_offered(const Piece& piece, const Info& info, std::size_t i) {
  const bool constant = info.options.size() == kFirstOwnOption;
  if (piece.values[i] != info.options[i].initial && info.options[i].rare) return true;
  return !info.options[i].rare && !(constant && piece.values[kWarmup] == 0);
}

/// In epochs, and as long as the experiment: what was meant to last 1000 steps lasts all of it.
Piece fitted(const Info& info, int epochs) {
  Piece piece = default_piece(info);
  piece.values[kUnit] = kEpochs;
  for (std::size_t i = kFirstOwnOption; i < piece.values.size(); ++i)
    if (is_length(info.options[i]) && piece.values[i] > 0)
      piece.values[i] = std::max(1.0, std::round(piece.values[i] * epochs / 1000));
  if (info.options.size() == kFirstOwnOption) piece.values[kUnit] = kSteps;
  return piece;
}

const Info* chosen_info(const Experiment& experiment) {
  const ScheduleInfo* schedule = find_piece(all_schedules(), experiment.schedule.type);
  return schedule != nullptr ? &schedule->info : nullptr;
}

}  // namespace

float schedule_editor_height(const Ui& ui, const Experiment& experiment) {
  float height = select_piece_height(ui);
  const Info* info = chosen_info(experiment);
  for (std::size_t i = 0; info != nullptr && i < info->options.size(); ++i)
    if (is_offered(experiment.schedule, *info, i)) height += option_height(ui, info->options[i]) + space::k1;
  return height;
}

void schedule_editor(Ui& ui, Run& run, Rect& rest) {
  const auto choices = infos(all_schedules());
  if (const Info* chosen =
          select_piece(ui, rest, "schedule", ui.t(Str::schedule), run.experiment().schedule, choices)) {
    Experiment next = run.experiment();
    next.schedule = fitted(*chosen, next.epochs);
    run.edit(next, "schedule", ui.now_ms());
  }
  const Info* info = chosen_info(run.experiment());
  for (std::size_t i = 0; info != nullptr && i < info->options.size(); ++i) {
    const Piece& piece = run.experiment().schedule;
    if (!is_offered(piece, *info, i)) continue;
    OptionSpec spec = info->options[i];
    if (is_length(spec) && counts_epochs(piece.values)) spec.slider_maximum = std::max(20, run.experiment().epochs);
    char id[HitRegistry::kIdBytes];
    std::snprintf(id, sizeof id, "schedule.%s", spec.name);
    double value = piece.values[i];
    if (!edit_option(ui, id, cut_top(rest, option_height(ui, spec), space::k1), spec, value)) continue;
    Experiment next = run.experiment();
    next.schedule.values[i] = value;
    run.edit(next, id, ui.now_ms());
  }
}

}  // namespace downhill
