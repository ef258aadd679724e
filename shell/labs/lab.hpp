#pragma once
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/info.hpp"
#include "core/base/result.hpp"
#include "shell/app/run.hpp"
#include "shell/app/ui.hpp"

namespace downhill {

/// What the keys Space, S (or right), B (or left) and R say to a lab that has a clock of its own.
enum class LabKey { play, step, back, reset };

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

  /// The lab's own settings for the link, only what differs from its start: {"stride","2"} reads "lab.stride=2" there.
  using Fields = std::vector<std::pair<std::string, std::string>>;
  virtual Fields fields() const { return {}; }
  /// Takes one of them; the error names the field and what it may be.
  virtual Status set_field(std::string_view key, std::string_view value);
  /// Counts up whenever fields() becomes another.
  virtual std::uint64_t edits() const { return 0; }

  /// What it shows, for the page beside the canvas and for tests: {"loss","0.69"} reads "lab_loss":"0.69" in state_json().
  virtual Fields facts() const { return {}; }
  /// A picture of the reader's own, [28,28] as MNIST has them: something to read. false: this lab reads none.
  virtual bool take_picture(std::span<const std::uint8_t>) { return false; }
  /// Does the user want to choose one? Asked once a frame; the wish is gone then.
  virtual bool take_picture_wish() { return false; }

  /// Only for labs without an engine: the transport of the others is the app's.
  virtual void press(LabKey) {}
};

/// A lab in the list of shell/CMakeLists.txt: one file, one name, and its two lessons in assets/lessons.
struct LabInfo {
  Info info;  // the options are the lab's settings, read from links as "lab.<name>"
  std::unique_ptr<Lab> (*make)();
  bool needs_engine = true;          // false: nothing is trained, so no transport, no numbers, no undo in the top bar
  std::span<const Text> texts = {};  // what it says besides, for the fonts and the tests
  /// Labs with an engine: can it show this experiment, and the one to begin with when it cannot.
  bool (*suits)(const Experiment& experiment) = nullptr;
  Experiment (*first)() = nullptr;
};

}  // namespace downhill
