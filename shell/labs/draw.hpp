#pragma once
#include <cstdint>
#include <utility>
#include <vector>

#include "shell/labs/lab.hpp"
#include "shell/widgets/layers_card.hpp"

namespace downhill {

/// The user draws a digit, and the network that learned in the lab next door reads it: answer, layers, and what a shift
/// of two pixels changes.
class Draw final : public Lab {
 public:
  Draw();
  std::span<const Tab> tabs() const override;
  void draw(Ui& ui, Run& run, const Rect& area, int tab) override;
  bool take_picture(std::span<const std::uint8_t> pixels) override;
  bool take_picture_wish() override { return std::exchange(wish_, false); }

 private:
  static constexpr int kPad = 112;  // cells a side: four for every pixel of the network's

  void pad_card(Ui& ui, Run& run, const Rect& r);
  void paint(Ui& ui, const Rect& r);
  void dab(float x, float y);
  void stroke_to(float x, float y);
  void pad_buttons(Ui& ui, Run& run, Rect rest);
  void move_buttons(Ui& ui, Rect row);
  void seen_card(Ui& ui, Run& run, const Rect& r);
  float pad_height(const Ui& ui, float width) const;

  void put(std::span<const std::uint8_t> pixels);
  void borrow(Run& run);
  void shift(int dx, int dy);
  void refresh(Run& run);

  std::vector<float> ink_;            // [kPad, kPad], 1 = ink
  std::vector<std::uint8_t> pixels_;  // [28, 28]: what the network gets
  std::vector<float> before_;         // the answer before the shift,
  std::uint64_t before_step_ = 0;     // by the network of this step
  bool center_ = true;
  bool painting_ = false;
  bool changed_ = true;
  bool empty_ = true;
  float last_x_ = 0, last_y_ = 0;
  int dx_ = 0, dy_ = 0;
  bool wish_ = false;
  bool borrowing_ = false;  // a test picture was asked for and has not come
  std::uint32_t borrowed_ = 0;
  std::uint64_t looks_ = 0;
  LayersCard layers_;
};

const LabInfo& draw_lab();

}  // namespace downhill
