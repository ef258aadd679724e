#pragma once
#include <vector>

#include "shell/labs/lab_options.hpp"
#include "shell/labs/op_run.hpp"
#include "shell/labs/stepper.hpp"
#include "shell/widgets/number_grid.hpp"

namespace downhill {

/// What a convolution is: the window slides over a picture, and the product is written out for the place it is at.
///
/// Settings and layout are in convolution.cpp, the pictures and the arithmetic in convolution_pictures.cpp. All numbers
/// come from the core's conv2d.
class Convolution final : public Lab {
 public:
  Convolution();
  std::span<const Tab> tabs() const override;
  void draw(Ui& ui, Run& run, const Rect& area, int tab) override;
  Fields fields() const override;
  Status set_field(std::string_view key, std::string_view value) override;
  Fields facts() const override;
  std::uint64_t edits() const override { return options_.edits(); }
  void press(LabKey key) override { stepper_.press(key); }

  enum Option : std::size_t { kMode, kPicture, kKernel, kMix, kStride, kPadding, kDilation };
  enum Mode { kOneChannel, kThreeChannels, kMixChannels };

 private:
  int mode() const { return options_.integer(kMode); }
  int channels() const { return mode() == kOneChannel ? 1 : 3; }
  int kernel() const { return mode() == kMixChannels ? 1 : 3; }
  int padding() const { return options_.integer(kPadding); }
  int reach() const { return options_.integer(kDilation) * (kernel() - 1) + 1; }  // of the window, with its holes
  std::string size_text() const;
  int out_side() const { return static_cast<int>(conv_.shape()[3]); }
  bool kernel_is_own() const;

  // layout
  void settings(Ui& ui, const Rect& content);
  float settings_height(const Ui& ui, float width) const;
  void draw_stacked(Ui& ui, const Rect& area);
  float product_height(const Ui& ui) const;

  // numbers
  void refresh();
  void make_own_kernel();
  void choose_kernel_weights();
  std::vector<float> window_values(int channel) const;

  // pictures
  void picture_card(Ui& ui, const Rect& r);
  void colour_planes(Ui& ui, const Rect& content);
  void picture_plane(Ui& ui, const char* id, const Rect& area, int channel);
  void paint(const GridHit& hit);
  void mark_window(Ui& ui, const GridPlace& place);
  void output_card(Ui& ui, const Rect& r);
  void product_card(Ui& ui, const Rect& r);
  void channel_row(Ui& ui, const Rect& row, int channel, float column, float gap);
  void size_card(Ui& ui, const Rect& r);
  std::string written_out() const;

  LabOptions options_;
  OpRun conv_;
  Stepper stepper_;
  std::vector<float> picture_;  // channels() planes
  std::vector<float> padded_;   // the same with its padding, for the eye
  std::vector<float> own_picture_;
  std::vector<float> weights_;      // [channels, K, K] of the one filter
  std::vector<float> own_weights_;  // made by hand; of its size is the mode it belongs to
  CellDrag drag_;
  float brush_ = 1;
  int place_ = 0;   // the output cell that is looked at
  int hover_ = -1;  // the pointer's; goes before the stepper's
  int next_hover_ = -1;
  std::uint64_t seen_edits_ = 0;
};

const LabInfo& convolution_lab();

}  // namespace downhill
