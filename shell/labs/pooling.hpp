#pragma once
#include <vector>

#include "shell/labs/lab_options.hpp"
#include "shell/labs/op_run.hpp"
#include "shell/labs/stepper.hpp"
#include "shell/widgets/number_grid.hpp"

namespace downhill {

/// Pooling: every window gives one number. Which one, where its gradient goes back, and what a shift leaves unchanged.
///
/// Settings, numbers and layout are in pooling.cpp, the cards in pooling_cards.cpp. The numbers come from the core's
/// max_pool2d, avg_pool2d and stochastic_pool2d.
class Pooling final : public Lab {
 public:
  Pooling();
  std::span<const Tab> tabs() const override;
  void draw(Ui& ui, Run& run, const Rect& area, int tab) override;
  Fields fields() const override { return options_.fields(); }
  Status set_field(std::string_view key, std::string_view value) override { return options_.set_field(key, value); }
  std::uint64_t edits() const override { return options_.edits(); }
  void press(LabKey key) override { stepper_.press(key); }

  enum Option : std::size_t { kKind, kPicture, kKernel, kStride, kShiftX, kShiftY, kSeed, kAll };
  enum Kind { kMax, kAverage, kStochastic };

 private:
  int kind() const { return options_.integer(kKind); }
  int kernel() const { return options_.integer(kKernel); }
  int stride() const { return options_.integer(kStride); }
  int out_side() const { return static_cast<int>(runs_[0].shape()[3]); }
  bool shifted() const { return options_[kShiftX] != 0 || options_[kShiftY] != 0; }

  void refresh();
  /// The output for these pixels, by the kind that is chosen.
  std::vector<float> pool(std::span<const float> pixels);
  void settings(Ui& ui, const Rect& content);
  float settings_height(const Ui& ui, float width) const;
  void draw_stacked(Ui& ui, const Rect& area);

  void picture_card(Ui& ui, const Rect& r);
  void output_card(Ui& ui, const Rect& r);
  void gradient_card(Ui& ui, const Rect& r);
  void shift_card(Ui& ui, const Rect& r);
  void shift_buttons(Ui& ui, Rect header, Rect& content);
  /// Where window `place` begins in the picture, and the cells whose gradient is not zero.
  int window_row() const { return place_ / out_side() * stride(); }
  int window_column() const { return place_ % out_side() * stride(); }
  std::vector<float> window_values() const;
  std::string written_out(const Ui& ui) const;
  std::string verdict(const Ui& ui) const;

  LabOptions options_;
  OpRun runs_[3];
  Stepper stepper_;
  std::vector<float> original_;  // the picture before the shift
  std::vector<float> picture_;
  std::vector<float> original_output_;
  std::vector<float> output_;
  std::vector<float> gradient_;
  int place_ = 0;
  int hover_ = -1, next_hover_ = -1;
  std::uint64_t seen_edits_ = 0;
  int seen_place_ = -1;
};

const LabInfo& pooling_lab();

}  // namespace downhill
