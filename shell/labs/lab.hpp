#pragma once
#include <memory>
#include <span>

#include "core/base/info.hpp"
#include "shell/app/run.hpp"
#include "shell/app/ui.hpp"

namespace downhill {

/// One page of the laboratory: what stands below the top bar. The run, undo, the link and the notices are the app's.
class Lab {
 public:
  virtual ~Lab() = default;

  /// Names of the tabs on a narrow screen, in order; their ids are "tab.<id>".
  struct Tab {
    const char* id;
    Icon icon;
    Text label;
  };
  virtual std::span<const Tab> tabs() const = 0;
  virtual int first_tab() const { return 0; }

  /// Draws everything into `area`; `tab` < 0: the screen is large enough to show all at once.
  virtual void draw(Ui& ui, Run& run, const Rect& area, int tab) = 0;
};

/// A lab in the list of shell/CMakeLists.txt: one file, one name.
struct LabInfo {
  Info info;
  std::unique_ptr<Lab> (*make)();
};

}  // namespace downhill
