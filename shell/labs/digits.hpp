#pragma once
#include <string>
#include <vector>

#include "shell/labs/digits_data.hpp"
#include "shell/labs/lab.hpp"
#include "shell/widgets/curve_card.hpp"
#include "shell/widgets/layer_editor.hpp"
#include "shell/widgets/layers_card.hpp"
#include "shell/widgets/run_table.hpp"

namespace downhill {

/// A convolutional network learns to read digits, and every layer shows what it makes of one picture.
///
/// Layout and presets are in digits.cpp, the controls in digits_controls.cpp, what
/// happens to a picture before it is learned in digits_data.cpp, answer, confusions and mistakes in digits_results.cpp.
class Digits final : public Lab {
 public:
  std::span<const Tab> tabs() const override;
  int first_tab() const override { return 1; }
  void draw(Ui& ui, Run& run, const Rect& area, int tab) override;
  Fields facts() const override;
  bool take_picture(std::span<const std::uint8_t> pixels) override;

 private:
  void draw_tab(Ui& ui, Run& run, const Rect& area, int tab);

  void controls_card(Ui& ui, Run& run, const Rect& r);
  void controls(Ui& ui, Run& run, const Rect& content);
  float controls_height(const Ui& ui, const Run& run, float width) const;
  void data_controls(Ui& ui, Run& run, Rect& rest);
  void net_select(Ui& ui, Run& run, Rect& rest);
  void training_controls(Ui& ui, Run& run, Rect& rest);
  void run_slider(Ui& ui, Run& run, Rect& rest, const char* name, int Experiment::*value);

  void layers_card(Ui& ui, Run& run, const Rect& r);
  void answer_card(Ui& ui, Run& run, const Rect& r);
  void results_card(Ui& ui, Run& run, const Rect& r);
  void examination_controls(Ui& ui, Run& run, Rect row);
  void draw_confusion(Ui& ui, const Examined& examined, Rect r);
  void draw_mistakes(Ui& ui, Run& run, const Examined& examined, const Rect& r);

  std::uint64_t gallery_step_ = ~0ull;
  const Theme* gallery_theme_ = nullptr;
  DataPanel data_;
  LayersCard layers_;
  LayerEditor editor_;
  bool editing_ = false;  // the list of layers stands in the place of their pictures
  PictureAtlas gallery_{TextureSlot::gallery};
  CurveCard curves_;
  RunTable runs_;
  int result_ = 0;                 // 0 confusions, 1 mistakes, 2 runs
  std::uint32_t sample_ = 0;       // of the test pictures
  std::vector<std::uint8_t> own_;  // the reader's own picture, instead of that one
};

/// The networks that are offered, as experiments.
std::span<const Experiment> digit_presets();

/// The experiment whose reference result `experiment` can be compared with: same net, same data; nullptr: none.
const Experiment* published_form(const Experiment& experiment);

/// "LeNet-5, Adam": the preset it began with or an own network, and how it learns.
std::string run_name(const Ui& ui, const Experiment& experiment);

/// What every lab of pictures can show, and LeNet-5 on digits that need no file: what they begin with.
bool has_pictures(const Experiment& experiment);
Experiment first_picture_experiment();

const LabInfo& digits_lab();

}  // namespace downhill
