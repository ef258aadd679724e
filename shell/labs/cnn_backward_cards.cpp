// The cards of the lab of the backward pass: the chain of grids, forwards and backwards, and the step written out.
#include <algorithm>
#include <cmath>
#include <cstdio>

#include "shell/labs/cnn_backward_grids.hpp"
#include "shell/labs/cnn_backward_texts.hpp"
#include "shell/widgets/card.hpp"
#include "shell/widgets/format.hpp"

namespace downhill {
namespace {

using cnn_backward_grids::block_of;
using cnn_backward_grids::kGrid;
using cnn_backward_grids::kTargets;
using cnn_backward_texts::kText;

constexpr float kCaption = 16;
constexpr float kColumnGap = 24, kTightGap = 13;
constexpr float kRowGap = 8;
constexpr float kNames = 62;  // of the classes, beside q
constexpr float kLargestCell = 46, kReadableCell = 28;
constexpr float kTallCells = 23, kHeading = 18;
constexpr float kWeightLimit = 100;

float tall_side(float width) {
  return std::floor(std::min((width - space::k1) / 12, 34.f));
}

/// A small arrow in the middle of a gap.
void arrow(Ui& ui, const Rect& gap, bool left, bool active) {
  const Color color = active ? ui.theme->accent : ui.theme->third;
  const float d = left ? -1.f : 1.f, x = gap.center_x(), y = gap.center_y();
  ui.draw().AddLine({x - 6 * d, y}, {x + 3 * d, y}, color, 1.5f);
  ui.draw().AddTriangleFilled({x + 7 * d, y}, {x + 2 * d, y - 3.5f * d}, {x + 2 * d, y + 3.5f * d}, color);
}

}  // namespace

void CnnBackward::draw_grid(Ui& ui, Grid grid, bool gradient, float x, float y, float side) {
  const GridInfo& info = kGrid[grid];
  const Stage known = gradient ? info.gradient_known : info.known;
  const bool shown = stage() >= known,
             target = kTargets[stage()].grid == grid && kTargets[stage()].gradient == gradient;
  const GridPlace place{{x, y, side * static_cast<float>(info.columns), side * static_cast<float>(info.rows)},
                        info.rows,
                        info.columns,
                        side,
                        side};
  const float room = kColumnGap + 2;
  const char* caption = gradient ? info.gradient_caption : info.caption;
  if (tight_ && !gradient && (grid == kW0 || grid == kW1))
    caption = ui.t(grid == kW0 ? kText.vertical : kText.horizontal);
  ui.text("grid.name", {x - room / 2, y - kCaption, place.r.w + room, kCaption}, caption, FontId::small,
          target ? ui.theme->accent : ui.theme->second, Align::center);
  const std::span<const float> numbers = shown ? values(grid, gradient) : std::span<const float>{};
  const char* id = gradient ? info.gradient_id : info.id;
  const GridHit hit = number_grid(ui, id, place,
                                  {.values = numbers,
                                   .largest = grid == kX && !gradient ? 1 : std::max(largest_size(numbers), 1e-6f),
                                   .rim = shown ? 0 : info.rows,
                                   .help = gradient ? info.gradient_caption : info.caption});
  use_grid(ui, grid, gradient, place, hit);
  if (!shown) return;
  if (const auto block = block_of(stage(), cell(), grid, gradient)) {
    char mark[HitRegistry::kIdBytes];
    std::snprintf(mark, sizeof mark, "mark.%s", id);
    mark_cells(ui, mark, place.block(block->row, block->column, block->height, block->width));
  }
}

/// What pointer and keys do in a grid: choose a cell of the step, go to another step, paint, edit.
void CnnBackward::use_grid(Ui& ui, Grid grid, bool gradient, const GridPlace& place, const GridHit& hit) {
  if (hit.on() && kTargets[stage()].grid == grid && kTargets[stage()].gradient == gradient) {
    const int chosen = hit.row * place.columns + hit.column;
    if (chosen != cell()) ui.wake_at(ui.now_ms());  // the other marks follow in the next frame
    cells_[stage()] = chosen;
  }
  const bool editable = !gradient && (grid == kX || grid == kK || grid == kB || grid == kW0 || grid == kW1);
  if (!editable) {
    if (hit.clicked && hit.on())
      stepper_.go(gradient && grid == kQ ? kLossBack : gradient ? kGrid[grid].gradient_known : kGrid[grid].known);
    return;
  }
  if (grid == kX) {
    paint(hit);
    if (hit.held) ui.own_drag();
    return;
  }
  constexpr std::size_t kFirst[] = {0, 0, 9, 0, 0, 0, 10, 14};
  const std::span<float> own =
      std::span(weights_).subspan(kFirst[grid], static_cast<std::size_t>(place.rows * place.columns));
  if (!edit_cells(ui, kGrid[grid].id, place, hit, drag_, own, kWeightLimit, kGrid[grid].caption)) return;
  history_.clear();
  options_.touch();
  refresh();
}

/// The first cell decides whether a stroke is bright or dark.
void CnnBackward::paint(const GridHit& hit) {
  constexpr int kOwn = 4;
  const bool by_key = hit.clicked && !hit.held && !ImGui::IsMouseReleased(ImGuiMouseButton_Left);
  if (!(hit.held || by_key) || !hit.on()) return;
  const auto at = static_cast<std::size_t>(hit.row * kGrid[kX].columns + hit.column);
  if (hit.pressed || by_key) brush_ = picture_[at] >= 0.75f ? 0.f : 1.f;
  if (picture_[at] == brush_) return;
  own_picture_ = picture_;
  own_picture_[at] = brush_;
  options_.set(kPicture, kOwn);
  history_.clear();
  options_.touch();
  refresh();
}

/// The classes beside their probabilities; the right one in ink.
void CnnBackward::draw_answer(Ui& ui, const Rect& r, float side) {
  for (int c = 0; c < 2 && !tight_; ++c)
    ui.text("answer.name", {r.x, r.y + side * static_cast<float>(c), r.w, side},
            ui.t(c == 0 ? kText.vertical : kText.horizontal), FontId::small,
            options_.integer(kTarget) == c ? ui.theme->ink : ui.theme->second);
  if (stage() < kLoss) return;
  const std::string loss = format_text(ui.t(kText.loss), {format_loss(loss_).text});
  const float left = tight_ ? r.x - space::k1 - 100 : r.x - side;
  const float right = tight_ ? r.x - space::k1 : r.right();
  ui.text("answer.loss", {left, r.y + 2 * side + 2, right - left, 18}, loss.c_str(), FontId::strong,
          stage() == kLoss ? ui.theme->accent : ui.theme->ink, tight_ ? Align::right : Align::left);
}

/// Two rows: forwards to the right, and under each number its gradient, to the left.
void CnnBackward::chain_wide(Ui& ui, Rect content) {
  static constexpr Grid kColumns[] = {kX, kK, kZ, kA, kP, kW0, kS, kQ};
  constexpr float kCells = 23;
  // Where cells would be too small for their numbers, the classes are named above their weights instead.
  tight_ = content.w < 7 * kColumnGap + kNames + kCells * kReadableCell;
  if (tight_) content = content.inset(-space::k2, 0);
  const float gap = tight_ ? kTightGap : kColumnGap;
  const float gaps = 7 * gap + (tight_ ? 0 : kNames + space::k1);
  const float row_gap = 14;
  const float side =
      std::floor(std::min({(content.w - gaps) / kCells, (content.h - row_gap - 2 * kCaption) / 12, kLargestCell}));
  const float height = 6 * side;
  const float total = 2 * (height + kCaption) + row_gap;
  float y = std::round(content.y + (content.h - total) / 2) + kCaption;
  for (const bool gradient : {false, true}) {
    float x = std::round(content.center_x() - (kCells * side + gaps) / 2);
    for (const Grid grid : kColumns) {
      const GridInfo& info = kGrid[grid];
      if (grid == kK || grid == kW0) {  // two grids, one above the other
        const Grid second = grid == kK ? kB : kW1;
        const float both = static_cast<float>(info.rows + kGrid[second].rows) * side + kCaption;
        const float top = std::round(y + (height - both) / 2);
        draw_grid(ui, grid, gradient, x, top, side);
        draw_grid(ui, second, gradient,
                  x + std::round(static_cast<float>(info.columns - kGrid[second].columns) * side / 2),
                  top + static_cast<float>(info.rows) * side + kCaption, side);
      } else {
        const float top = std::round(y + (height - static_cast<float>(info.rows) * side) / 2);
        draw_grid(ui, grid, gradient, x, top, side);
        if (grid == kQ && !gradient) draw_answer(ui, {x + side + space::k1, top, kNames, 0}, side);
      }
      x += static_cast<float>(info.columns) * side;
      if (grid != kQ) draw_arrow(ui, grid, gradient, {x, y, gap, height});
      x += gap;
    }
    y += height + row_gap + kCaption;
  }
}

void CnnBackward::draw_arrow(Ui& ui, Grid from, bool gradient, const Rect& gap) const {
  // Which stage goes through the gap behind each grid, forwards and backwards.
  constexpr Stage kForward[] = {kConv, kConv, kConv, kRelu, kPool, kDense, kDense, kDense, kLoss};
  constexpr Stage kBack[] = {kPictureBack, kKernelBack, kKernelBack, kReluBack, kPoolBack,
                             kDenseBack,   kDenseBack,  kDenseBack,  kLossBack};
  arrow(ui, gap, gradient, stage() == (gradient ? kBack : kForward)[from]);
}

float CnnBackward::tall_height(float width) const {
  return kTallCells * tall_side(width) + 7 * (kCaption + kRowGap) + kHeading;
}

/// One row a layer: its numbers left, their gradients right.
void CnnBackward::chain_tall(Ui& ui, const Rect& content) {
  tight_ = false;
  static constexpr Grid kRows[] = {kX, kK, kZ, kA, kP, kW0, kS};
  const float by_height = (content.h - 7 * (kCaption + kRowGap) - kHeading) / kTallCells;
  const float side = std::min(tall_side(content.w), std::floor(by_height));
  const float half = (content.w - space::k1) / 2;
  for (const bool gradient : {false, true}) {
    const float left = content.x + (gradient ? half + space::k1 : 0);
    ui.text("chain.heading", {left, content.y, half, kHeading}, ui.t(gradient ? kText.gradients : kText.values),
            FontId::small, ui.theme->second, Align::center);
    float y = content.y + kHeading;
    for (const Grid grid : kRows) {
      const GridInfo& info = kGrid[grid];
      y += kCaption;
      const bool pair = grid == kK || grid == kW0 || grid == kS;
      const Grid second = grid == kK ? kB : grid == kW0 ? kW1 : kQ;
      const float between = kColumnGap;
      float width = side * static_cast<float>(info.columns + (pair ? kGrid[second].columns : 0)) + (pair ? between : 0);
      if (grid == kS && !gradient) width += kNames;
      const float x = std::round(left + (half - width) / 2);
      draw_grid(ui, grid, gradient, x, y, side);
      if (pair) {
        const float at = x + side * static_cast<float>(info.columns) + between;
        const float down = std::round(side * static_cast<float>(info.rows - kGrid[second].rows) / 2);
        draw_grid(ui, second, gradient, at, y + down, side);
        if (grid == kS && !gradient) draw_answer(ui, {at + side + space::k1, y, kNames, 0}, side);
      }
      if (kTargets[stage()].grid == grid && kTargets[stage()].gradient == gradient && follow_ &&
          seen_stage_ != stage()) {
        seen_stage_ = stage();  // scrolled into sight, once
        ImGui::SetCursorScreenPos({x, y + side});
        ImGui::SetScrollHereY(0.4f);
      }
      y += side * static_cast<float>(info.rows) + kRowGap;
    }
  }
}

void CnnBackward::chain_card(Ui& ui, const Rect& r, bool wide) {
  if (!wide) {
    panel(ui, r);
    return chain_tall(ui, r.inset(space::k2, space::k4));
  }
  Rect header;
  const Rect content = card(ui, r, "chain.title", ui.t(kText.chain), &header);
  stepper_.draw(ui, header, kStages, kStepMs, true);
  chain_wide(ui, content);
}

}  // namespace downhill
