#pragma once
#include <vector>

#include "core/kernels/window.hpp"
#include "shell/labs/lab_options.hpp"
#include "shell/labs/stepper.hpp"
#include "shell/widgets/number_grid.hpp"

namespace downhill {

/// A convolution as one matrix product: every window becomes a row. And backwards: every row goes back to its window,
/// where rows overlap they add up.
///
/// Settings, numbers and layout are in im2col.cpp, the cards in im2col_cards.cpp. The numbers come from the core's
/// im2col, gemm and col2im.
class Im2col final : public Lab {
 public:
  Im2col();
  std::span<const Tab> tabs() const override;
  void draw(Ui& ui, Run& run, const Rect& area, int tab) override;
  Fields fields() const override;
  Status set_field(std::string_view key, std::string_view value) override;
  std::uint64_t edits() const override { return options_.edits(); }
  void press(LabKey key) override { stepper_.press(key); }

  enum Option : std::size_t { kDirection, kSide, kKernel, kStride, kPadding };

 private:
  bool backward() const { return options_.integer(kDirection) == 1; }
  int kernel() const { return options_.integer(kKernel); }
  int patch() const { return kernel() * kernel(); }
  int padding() const { return options_.integer(kPadding); }
  int padded_side() const { return options_.integer(kSide) + 2 * padding(); }
  int out_side() const { return (padded_side() - kernel()) / options_.integer(kStride) + 1; }
  int places() const { return out_side() * out_side(); }
  Window window() const;
  /// The cell of the padded picture that stands at (row, column) of the matrix.
  int cell_of(int row, int column) const;

  void refresh();
  void settings(Ui& ui, const Rect& content);
  float settings_height(const Ui& ui, float width) const;
  void draw_stacked(Ui& ui, const Rect& area);

  void picture_card(Ui& ui, const Rect& r);
  void kernel_card(Ui& ui, const Rect& r);
  void product_card(Ui& ui, const Rect& r);
  void sentence_card(Ui& ui, const Rect& r);
  std::string sentence(const Ui& ui) const;

  LabOptions options_;
  Stepper stepper_;
  std::vector<float> x_, w_, dy_;     // what can be typed over
  std::vector<float> own_x_, own_w_;  // typed over, for a picture or kernel of this size
  std::vector<float> rows_;           // [places, K K]: the windows, or dy w^T
  std::vector<float> y_;              // [places]
  std::vector<float> padded_;         // picture (or dx) with its padding, for the eye
  CellDrag drag_;
  int row_ = 0;    // of the matrix, that is looked at
  int cell_ = -1;  // of the padded picture, under the pointer
  int next_row_ = -1, hover_row_ = -1;
  int next_cell_ = -1;
  bool on_matrix_ = false;  // the pointer, rather than on the picture
  std::uint64_t seen_edits_ = 0;
  int seen_rows_ = -1;  // backwards: so many rows have been added
};

const LabInfo& im2col_lab();

}  // namespace downhill
