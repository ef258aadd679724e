#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "shell/app/geometry.hpp"

namespace downhill {

/// Where every control stood in the last frame, by a stable id: browser tests click there like a person.
///
/// Ids: play step reset pace undo redo language theme lesson share more; tab.data tab.network tab.output tab.curves;
/// data.<name>, dataset.<option>, batch_size, seed, seed.dice; optimizer, loss, regularizer, initializer (the selects),
/// <select>.<name> (an entry of the open list), optimizer.<option>, optimizer.more; feature.<name>; layer.add,
/// layer.<i>.remove, layer.<i>.activation, layer.<i>.neuron.add, layer.<i>.neuron.remove; neuron.<node>.<unit>,
/// weight.<tensor>.<index>; output.test, output.discretize, curve.loss, curve.accuracy, curve.log;
/// notice.recover, notice.dismiss, notice.restart. A slider's number field is "<id>.value".
/// schedule, schedule.<option>, epochs. Reading digits: layers.edit, layers.gradients; edit.*: layer_editor.hpp, runs.*:
/// run_table.hpp.
/// Labs: labs (the switch), labs.<lab>; lab.<setting>, lab.play, lab.step, lab.back, lab.reset; <grid>.<row>.<column>
/// for the cells of a number grid, mark.<what> for the frames around them; on a map of layers map.<layer>.<channel>.
class HitRegistry {
 public:
  static constexpr std::size_t kIdBytes = 48;
  struct Entry {
    char id[kIdBytes];
    Rect rect;
    bool control;        // takes the mouse by itself: two of them must not overlap
    std::uint8_t layer;  // 1: in a popup, above everything
    bool scrolled;       // in a part that scrolls: it may lie out of sight
  };
  struct Cut {
    std::string id;
    std::string text;
    float width;
    float room;
  };

  void begin_frame();
  void add(const char* id, const Rect& rect, bool control, int layer = 0, bool scrolled = false);
  void cut(const char* id, const char* text, float width, float room);

  std::optional<Rect> find(std::string_view id) const;
  const std::vector<Entry>& entries() const { return entries_; }
  /// Labels that were wider than their place in the last frame: a fault of the layout.
  const std::vector<Cut>& cuts() const { return cuts_; }

 private:
  std::vector<Entry> entries_;
  std::vector<Cut> cuts_;
};

}  // namespace downhill
