#pragma once
#include <string>
#include <vector>

#include "core/model/outline.hpp"
#include "shell/app/run.hpp"
#include "shell/app/ui.hpp"
#include "shell/widgets/select.hpp"

namespace downhill {

/// Every layer that can stand in a network of pictures, as the registries have it; and as a list to choose from.
const std::vector<const Info*>& layer_choices();
std::vector<SelectItem> layer_items(const Ui& ui);

/// A card with the list of the network's layers: what each is, gives and costs; the chosen one with its options.
///
/// Works on a draft. As long as that fits, every change is an edit of the run; what does not fit stays in the draft with
/// a sentence at its layer, and the run keeps the last network that did.
///
/// Ids: edit.row.<i>, edit.add, edit.done; of the chosen layer edit.type, edit.up, edit.down, edit.remove and
/// edit.<option>; edit.back while something does not fit.
class LayerEditor {
 public:
  /// Takes what changed elsewhere (undo, a preset); before height() and draw().
  void refresh(const Run& run);
  /// `open` becomes false when the user has done. On a touch screen the card must be as high as height() says.
  void draw(Ui& ui, Run& run, const Rect& r, bool& open);
  float height(const Ui& ui, float width) const;

 private:
  static float row_height(const Ui& ui, float width);
  static float tools_height(const Ui& ui, float width);
  void draw_rows(Ui& ui, Run& run, Rect rest);
  void draw_row(Ui& ui, int index, const Rect& r);
  void draw_numbers(Ui& ui, int index, Rect words);
  void draw_chosen(Ui& ui, Run& run, int index, Rect& rest);
  void draw_tools(Ui& ui, Run& run, int index, Rect row);
  void draw_fault(Ui& ui, Run& run, Rect& rest);
  void add_button(Ui& ui, Run& run, const Rect& r);
  /// Wide enough for the numbers to have columns?
  static bool in_columns(float width) { return width >= 460; }
  float rows_height(const Ui& ui, float width) const;
  float chosen_height(const Ui& ui, float width) const;
  float fault_height(const Ui& ui, float width) const;
  std::string fault_text(const Ui& ui) const;
  std::string options_text(const Ui& ui, int index, float room) const;
  /// A layer of this kind at its defaults for the place `at`; with a shortcut, as wide as what it gets there.
  Layer fresh_layer(const Info& info, std::vector<Layer> layers, int at) const;
  void change(Ui& ui, Run& run, std::vector<Layer> layers, const char* field);

  Experiment draft_;
  std::vector<Layer> accepted_;  // the run's
  NetworkOutline outline_;
  std::uint64_t edits_ = ~0ull;
  int chosen_ = -1;
};

}  // namespace downhill
