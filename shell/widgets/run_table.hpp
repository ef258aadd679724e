#pragma once
#include <span>
#include <string>
#include <vector>

#include "shell/app/run.hpp"
#include "shell/app/ui.hpp"

namespace downhill {

/// The runs that were kept, the one that goes on first: which curves are drawn, what each has reached. An older one can
/// be started again or forgotten.
///
/// Ids: runs.<id>.show, runs.<id>.use, runs.<id>.remove, runs.clear.
class RunTable {
 public:
  /// `name`: what a run is called here.
  void draw(Ui& ui, Run& run, const Rect& r, std::string (*name)(const Ui& ui, const Experiment& experiment));

 private:
  void draw_row(Ui& ui, Run& run, const RunRecord& record, bool goes_on, const std::string& name, Rect r);
};

/// Those whose curves are to be drawn beside that of the run that goes on.
std::vector<const RunRecord*> shown_runs(const Run& run);

}  // namespace downhill
