#pragma once
#include "shell/app/run.hpp"
#include "shell/app/ui.hpp"

namespace downhill {

/// How the learning rate changes in time: the list of schedules and the options of the one that is chosen. Takes its
/// height off `rest`. A schedule that is chosen anew lasts as long as the experiment asks for.
/// Ids: schedule, schedule.<name>, schedule.<option>.
void schedule_editor(Ui& ui, Run& run, Rect& rest);
float schedule_editor_height(const Ui& ui, const Experiment& experiment);

}  // namespace downhill
