#pragma once
#include <string>
#include <vector>

#include "shell/labs/lab_options.hpp"
#include "shell/labs/op_run.hpp"
#include "shell/labs/stepper.hpp"
#include "shell/widgets/number_grid.hpp"

namespace downhill {

/// A whole convolutional network small enough to see every number: forwards to the loss, backwards to the kernel's
/// gradient, one layer at a time, and a step of learning.
///   x [6,6] -> conv 3x3 -> relu -> max pool 2x2 -> dense -> softmax, cross-entropy
///
/// Settings and layout are in cnn_backward.cpp, the numbers in cnn_backward_numbers.cpp, the chain of grids in
/// cnn_backward_cards.cpp, the step written out in cnn_backward_step.cpp. All numbers are the core's.
class CnnBackward final : public Lab {
 public:
  CnnBackward();
  std::span<const Tab> tabs() const override;
  void draw(Ui& ui, Run& run, const Rect& area, int tab) override;
  Fields fields() const override;
  Status set_field(std::string_view key, std::string_view value) override;
  Fields facts() const override;
  std::uint64_t edits() const override { return options_.edits(); }
  void press(LabKey key) override { stepper_.press(key); }

  enum Option : std::size_t { kPicture, kTarget, kRate };
  /// Where the stepper stands: what has just been computed.
  enum Stage {
    kConv,
    kRelu,
    kPool,
    kDense,
    kLoss,
    kLossBack,
    kDenseBack,
    kPoolBack,
    kReluBack,
    kKernelBack,
    kPictureBack,
    kUpdate,
    kStages
  };
  /// The grids of the chain; each has its numbers and their gradient (for kQ, the probabilities, the target).
  enum Grid { kX, kK, kB, kZ, kA, kP, kW0, kW1, kS, kQ, kGrids };
  struct GridInfo {
    const char* id;
    const char* caption;
    const char* gradient_id;
    const char* gradient_caption;
    int rows, columns;
    Stage known, gradient_known;  // from which stage on; kConv: always
  };
  /// A grid of the step that is written out, and the sign behind it.
  struct Term {
    std::string caption;
    int rows, columns;
    std::vector<float> values;
    const char* sign;
  };

  static constexpr double kStepMs = 1800;  // a step while it plays

 private:
  Stage stage() const { return static_cast<Stage>(std::min(stepper_.place(), kStages - 1)); }

  // layout
  void settings(Ui& ui, const Rect& content);
  float settings_height(const Ui& ui, float width) const;
  void update_controls(Ui& ui, Rect& rest);
  void draw_history(Ui& ui, const Rect& r) const;
  void draw_stacked(Ui& ui, const Rect& area);

  // numbers
  void refresh();
  /// The loss with these weights (kernel, bias, dense); the ops keep what they saw.
  float forward(std::span<const float> weights);
  void backward();
  void update();
  void restart();
  bool has_first_weights() const;
  std::span<const float> values(Grid grid, bool gradient = false) const {
    return (gradient ? gradients_ : values_)[static_cast<std::size_t>(grid)];
  }
  int cell() const { return cells_[static_cast<std::size_t>(stage())]; }
  void write_terms(const Ui& ui);
  void write_forward(const Ui& ui);
  void write_backward(const Ui& ui);
  void add_term(const char* caption, int rows, int columns, std::span<const float> values, const char* sign);
  void add_products(const Ui& ui, const char* a, std::span<const float> left, const char* b,
                    std::span<const float> right, int rows, int columns, const char* sum, Grid grid, bool gradient,
                    const char* sign);
  std::string sum_text() const;

  // pictures
  void chain_card(Ui& ui, const Rect& r, bool wide);
  void chain_wide(Ui& ui, Rect content);
  void chain_tall(Ui& ui, const Rect& content);
  float tall_height(float width) const;
  void draw_grid(Ui& ui, Grid grid, bool gradient, float x, float y, float side);
  void use_grid(Ui& ui, Grid grid, bool gradient, const GridPlace& place, const GridHit& hit);
  void draw_arrow(Ui& ui, Grid from, bool gradient, const Rect& gap) const;
  void draw_answer(Ui& ui, const Rect& r, float side);
  void paint(const GridHit& hit);
  void step_card(Ui& ui, const Rect& r, bool wide);
  float step_height(const Ui& ui, float width) const;
  void step_words(Ui& ui, Rect content);
  void step_terms(Ui& ui, const Rect& content);

  LabOptions options_;
  OpRun conv_, relu_, pool_, dense_;
  Stepper stepper_;
  int rounds_ = 0;
  std::vector<float> picture_, own_picture_;
  std::vector<float> weights_;          // kernel [9], bias [1], dense [2,4]
  std::vector<float> weight_gradient_;  // of the same order
  std::vector<float> next_weights_;     // after the step
  std::vector<float> values_[kGrids], gradients_[kGrids];
  std::vector<Term> terms_;     // the step written out
  std::vector<float> history_;  // losses before each update
  float loss_ = 0, next_loss_ = 0;
  int cells_[kStages];   // the one that is written out, in each stage
  bool tight_ = false;   // no room for the names beside q
  bool follow_ = false;  // the chain scrolls under a step that stays
  int seen_stage_ = -1;  // what was last scrolled into sight
  CellDrag drag_;
  float brush_ = 1;
  std::uint64_t seen_edits_ = 0;
};

/// The pictures that come with it; nothing for the one that is painted by hand.
std::vector<float> cnn_backward_picture(std::size_t index);

const LabInfo& cnn_backward_lab();

}  // namespace downhill
