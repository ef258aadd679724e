// The cards of the im2col lab: the picture, the kernel and the output, the product, and a sentence about the row.
#include <algorithm>
#include <cmath>

#include "shell/labs/im2col.hpp"
#include "shell/labs/im2col_texts.hpp"
#include "shell/widgets/card.hpp"

namespace downhill {
namespace {

using im2col_texts::kText;

constexpr double kStepMs = 700;
constexpr float kCaption = 16;
constexpr float kSign = 26;
constexpr float kLargestCell = 56;
constexpr float kNumberLimit = 100;

}  // namespace

void Im2col::picture_card(Ui& ui, const Rect& r) {
  Rect header;
  const Rect content = card(ui, r, "picture.title", ui.t(backward() ? kText.gradient : kText.picture), &header);
  stepper_.draw(ui, header, places(), kStepMs);
  const GridPlace place = place_grid(content, padded_side(), padded_side(), 72);
  const GridHit hit = number_grid(ui, "picture", place,
                                  {.values = padded_,
                                   .largest = std::max(largest_size(padded_), 1e-6f),
                                   .rim = padding(),
                                   .help = ui.t(backward() ? kText.gradient : kText.picture)});
  if (hit.on()) next_cell_ = hit.row * padded_side() + hit.column;
  on_matrix_ = false;
  const int inner = hit.row - padding(), across = hit.column - padding(), side = options_.integer(kSide);
  const bool inside = hit.on() && inner >= 0 && across >= 0 && inner < side && across < side;
  if (!backward()) {
    // The fields stand over the picture without its padding.
    GridPlace bare = place;
    bare.rows = bare.columns = side;
    bare.r = place.block(padding(), padding(), side, side);
    GridHit shifted = hit;
    shifted.row = inside ? inner : -1;
    shifted.column = inside ? across : -1;
    if (edit_cells(ui, "x", bare, shifted, drag_, x_, kNumberLimit, ui.t(kText.picture))) {
      own_x_ = x_;
      options_.touch();
    }
  }
  const int top = row_ / out_side() * options_.integer(kStride);
  const int left = row_ % out_side() * options_.integer(kStride);
  mark_cells(ui, "mark.window", place.block(top, left, kernel(), kernel()));
}

/// The kernel as a square; and beside it what comes out, folded back into a picture.
void Im2col::kernel_card(Ui& ui, const Rect& r) {
  const Rect content = card(ui, r, "kernel.title", ui.t(kText.kernel));
  Rect rest = content;
  const Rect left = cut_left(rest, (content.w - space::k5) / 2, space::k5);
  const GridPlace place = place_grid(left, kernel(), kernel());
  const GridHit hit =
      number_grid(ui, "kernel", place, {.values = w_, .largest = largest_size(w_), .help = ui.t(kText.kernel)});
  if (edit_cells(ui, "kernel", place, hit, drag_, w_, kNumberLimit, ui.t(kText.kernel))) {
    own_w_ = w_;
    options_.touch();
  }
  const Rect caption = cut_top(rest, kCaption, space::k1);
  ui.text("kernel.output", caption, ui.t(backward() ? kText.arriving : kText.output), FontId::small, ui.theme->second,
          Align::center);
  const std::span<const float> values = backward() ? dy_ : y_;
  const GridPlace out = place_grid(rest, out_side(), out_side());
  const GridHit on_out =
      number_grid(ui, "out", out, {.values = values, .largest = largest_size(values), .help = ui.t(kText.output)});
  if (on_out.on()) next_row_ = on_out.row * out_side() + on_out.column;
  if (on_out.clicked) stepper_.go(next_row_);
  mark_cells(ui, "mark.folded", out.cell(row_ / out_side(), row_ % out_side()));
}

void Im2col::product_card(Ui& ui, const Rect& r) {
  Rect header;
  Rect content = card(ui, r, "product.title", ui.t(kText.product), &header);
  const int n = places(), k = patch();
  const auto text = [](int value) { return std::to_string(value); };
  const std::string shapes = backward() ? text(n) + "×1 · 1×" + text(k) + " = " + text(n) + "×" + text(k)
                                        : text(n) + "×" + text(k) + " · " + text(k) + "×1 = " + text(n) + "×1";
  if (ui.text_width(FontId::strong, shapes.c_str()) > header.w) header = cut_top(content, kCaption, space::k1);
  ui.text("product.shape", header, shapes.c_str(), FontId::strong, ui.theme->ink, Align::right);
  const Rect captions = cut_top(content, kCaption, space::k1);

  // Forward: [n × k] × [k × 1] = [n × 1].  Backward: [n × 1] × [1 × k] would be wide, so dy stands left of its rows.
  const float columns = static_cast<float>(k + (backward() ? 1 : 2));
  const float signs = kSign * (backward() ? 1 : 2);
  const int most_rows = backward() ? n : std::max(n, k);
  float h = std::min(kLargestCell, content.h / static_cast<float>(most_rows));
  const float w = std::min({(content.w - signs) / columns, kLargestCell, 2.2f * h});
  h = std::min(h, w);
  const float total = columns * w + signs;
  const float x = std::round(content.x + (content.w - total) / 2);
  const auto grid = [&](float left, int rows, int across) {
    const float height = h * static_cast<float>(rows);
    return GridPlace{{left, std::round(content.y + (content.h - height) / 2), w * static_cast<float>(across), height},
                     rows,
                     across,
                     w,
                     h};
  };
  const GridPlace vector = backward() ? grid(x, n, 1) : grid(x + w * static_cast<float>(k) + kSign, k, 1);
  const GridPlace matrix = grid(backward() ? vector.r.right() + kSign : x, n, k);
  const auto sign = [&](float left, const char* mark) {
    ui.text("sign", {left, content.y, kSign, content.h}, mark, FontId::strong, ui.theme->second, Align::center);
  };

  std::vector<float> shown = rows_;
  if (stepper_.playing()) std::fill(shown.begin() + (row_ + 1) * k, shown.end(), 0.f);
  const GridHit hit =
      number_grid(ui, "matrix", matrix,
                  {.values = shown, .largest = std::max(largest_size(rows_), 1e-6f), .help = ui.t(kText.windows)});
  if (hit.on()) {
    next_row_ = hit.row;
    next_cell_ = cell_of(hit.row, hit.column);
    on_matrix_ = true;
    if (hit.clicked) stepper_.go(hit.row);
  }
  ui.text("product.caption", {captions.x, captions.y, captions.w, kCaption},
          ui.t(backward() ? kText.rows_back : kText.windows), FontId::small, ui.theme->second, Align::center);
  if (backward()) {
    number_grid(ui, "dy", vector, {.values = dy_, .largest = largest_size(dy_), .focusable = false});
    sign(vector.r.right(), "×");
    mark_cells(ui, "mark.dy", vector.cell(row_, 0));
  } else {
    number_grid(ui, "w", vector, {.values = w_, .largest = largest_size(w_), .focusable = false});
    const GridPlace out = grid(vector.r.right() + kSign, n, 1);
    std::vector<float> sums = y_;
    if (stepper_.playing()) std::fill(sums.begin() + row_ + 1, sums.end(), 0.f);
    number_grid(ui, "y", out, {.values = sums, .largest = largest_size(y_), .focusable = false});
    sign(matrix.r.right(), "×");
    sign(vector.r.right(), "=");
    mark_cells(ui, "mark.y", out.cell(row_, 0));
  }
  mark_cells(ui, "mark.row", matrix.block(row_, 0, 1, k));
  if (cell_ < 0) return;
  // Wherever the cell under the pointer went: every window that sees it.
  for (int row = 0; row < n; ++row)
    for (int column = 0; column < k; ++column)
      if (cell_of(row, column) == cell_) {
        ui.stroke(matrix.cell(row, column), ui.theme->ink, 3, 1.5f);
        ui.hits.add("mark.copy", matrix.cell(row, column), false);
      }
}

std::string Im2col::sentence(const Ui& ui) const {
  const auto text = [](int value) { return std::to_string(value); };
  std::string sum;
  float total = 0;
  int count = 0;
  const auto add = [&](const std::string& term, float value) {
    sum += (sum.empty() ? "" : " + ") + term;
    total += value;
    ++count;
  };
  if (cell_ >= 0 && (backward() || !on_matrix_)) {
    for (int row = 0; row < places(); ++row)
      for (int column = 0; column < patch(); ++column)
        if (cell_of(row, column) == cell_) {
          const float value = rows_[static_cast<std::size_t>(row * patch() + column)];
          add(factor_text(value), value);
        }
    if (!backward()) return format_text(ui.t(kText.cell_twice), {text(count)});
    if (count == 0) return ui.t(kText.cell_none);
    return format_text(ui.t(kText.cell_back), {text(count)}) + " " + sum + " = " + cell_text(total).text;
  }
  const std::string row = text(row_ + 1), y = text(row_ / out_side() + 1), x = text(row_ % out_side() + 1);
  if (backward())
    return format_text(ui.t(kText.row_back), {row, y, x, cell_text(dy_[static_cast<std::size_t>(row_)]).text});
  for (int i = 0; i < patch(); ++i) {
    const float value = rows_[static_cast<std::size_t>(row_ * patch() + i)];
    const float weight = w_[static_cast<std::size_t>(i)];
    add(factor_text(value) + "·" + factor_text(weight), value * weight);
  }
  return format_text(ui.t(kText.row_is), {row, y, x}) + " " + sum + " = " +
         cell_text(y_[static_cast<std::size_t>(row_)]).text;
}

void Im2col::sentence_card(Ui& ui, const Rect& r) {
  const Rect content = panel(ui, r);
  boxed_text(ui, "sentence", content, sentence(ui).c_str(), ui.touch ? FontId::small : FontId::body, ui.theme->ink);
}

}  // namespace downhill
