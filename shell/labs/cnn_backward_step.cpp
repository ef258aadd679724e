// The card of the lab of the backward pass that writes one step out: what arrives, what the layer does with it.
#include <algorithm>
#include <cmath>

#include "shell/labs/cnn_backward.hpp"
#include "shell/labs/cnn_backward_texts.hpp"
#include "shell/widgets/button.hpp"
#include "shell/widgets/card.hpp"
#include "shell/widgets/format.hpp"

namespace downhill {
namespace {

using cnn_backward_texts::kSteps;
using cnn_backward_texts::kText;

constexpr float kCaption = 16;
constexpr float kNameLine = 20;
constexpr float kLine = 16;
constexpr float kSumRoom = 34;
constexpr float kTermsRoom = 128;
constexpr float kLargestTerm = 40;
constexpr float kNarrowest = 1.6f;  // columns that a name needs

using Terms = std::span<const CnnBackward::Term>;

float sign_width(const Ui& ui, const char* sign) {
  return std::max(24.f, ui.text_width(FontId::strong, sign) + 12);
}

float slot_of(const CnnBackward::Term& term) {
  return std::max(static_cast<float>(term.columns), kNarrowest);
}

/// What the terms need side by side: cells, and pixels for the signs.
struct TermsSize {
  float columns = 0, rows = 1, signs = 0;
};

TermsSize size_of(const Ui& ui, Terms terms) {
  TermsSize size;
  for (const CnnBackward::Term& term : terms) {
    size.columns += slot_of(term);
    size.rows = std::max(size.rows, static_cast<float>(term.rows));
    if (*term.sign) size.signs += sign_width(ui, term.sign);
  }
  return size;
}

float term_side(const TermsSize& size, const Rect& content) {
  return std::floor(
      std::min({(content.w - size.signs) / size.columns, (content.h - kCaption) / size.rows, kLargestTerm}));
}

}  // namespace

float CnnBackward::step_height(const Ui& ui, float width) const {
  float words = 0;
  for (const auto& step : kSteps)
    words = std::max(words, ui.paragraph({0, 0, width, 0}, ui.t(step.words), FontId::small, 0, true));
  return card_overhead() + (ui.touch ? 14.f : 0.f) + kNameLine + words + kSumRoom + kTermsRoom + 2 * space::k2;
}

void CnnBackward::step_words(Ui& ui, Rect content) {
  const auto& step = kSteps[static_cast<std::size_t>(stage())];
  ui.text("step.name", cut_top(content, kNameLine), ui.t(step.name), FontId::strong, ui.theme->ink);
  content.y += ui.paragraph(content, ui.t(step.words), FontId::small, ui.theme->second) + space::k1;
  std::string sum = sum_text();
  if (stage() == kUpdate)
    sum = format_text(ui.t(kText.change), {format_loss(loss_).text, format_loss(next_loss_).text});
  if (sum.empty()) return;
  const bool press = stage() == kUpdate && ui.touch;  // the settings, where it can be pressed too, are in another tab
  const float room = press ? kLine : kSumRoom;
  boxed_text(ui, "step.sum", {content.x, content.y, content.w, room}, sum.c_str(), FontId::small, ui.theme->ink);
  if (!press) return;
  const char* label = ui.t(kText.update);
  const Rect r{content.x, content.y + kLine + space::k1, button_width(ui, label, false), kControlHeight};
  if (button(ui, "lab.update", r, {.label = label, .help = ui.t(kText.update_help)})) update();
}

/// Grids and the signs between them, all of one cell size.
void CnnBackward::step_terms(Ui& ui, const Rect& content) {
  std::vector<Term>& terms = terms_;
  constexpr float kReadable = 24;
  float side = term_side(size_of(ui, terms), content);
  if (side < kReadable && terms.size() == 4 && terms[2].caption == ui.t(kText.products)) {
    terms[1].sign = terms[2].sign;  // the sum of the products says as much
    terms.erase(terms.begin() + 2);
    side = term_side(size_of(ui, terms), content);
  }
  const TermsSize size = size_of(ui, terms);
  float x = std::round(content.center_x() - (size.columns * side + size.signs) / 2);
  const float top = std::round(content.center_y() + kCaption / 2 - size.rows * side / 2);
  ui.hits.add("mark.terms", {x, top - kCaption, content.w, size.rows * side + kCaption}, false);
  for (const Term& term : terms) {
    const float slot = slot_of(term) * side;
    const float height = side * static_cast<float>(term.rows);
    const GridPlace place{
        {std::round(x + (slot - side * static_cast<float>(term.columns)) / 2),
         std::round(top + (size.rows * side - height) / 2), side * static_cast<float>(term.columns), height},
        term.rows,
        term.columns,
        side,
        side};
    ui.text("term.name", {x - 16, place.r.y - kCaption, slot + 32, kCaption}, term.caption.c_str(), FontId::small,
            ui.theme->second, Align::center);
    number_grid(ui, "term", place,
                {.values = term.values, .largest = std::max(largest_size(term.values), 1e-6f), .focusable = false});
    x += slot;
    if (!*term.sign) continue;
    const float width = sign_width(ui, term.sign);
    ui.text("term.sign", {x, top, width, size.rows * side}, term.sign, FontId::strong, ui.theme->second, Align::center);
    x += width;
  }
}

void CnnBackward::step_card(Ui& ui, const Rect& r, bool wide) {
  Rect content = panel(ui, r), header = cut_top(content, wide || !ui.touch ? kCardTitleHeight : 36.f, space::k2);
  if (!wide) stepper_.draw(ui, header, kStages, kStepMs, true);
  const std::string count =
      format_text(ui.t(kText.step_of), {std::to_string(stage() + 1), std::to_string(int(kStages))});
  const char* title = ui.t(stage() == kUpdate ? kText.update : stage() < kLossBack ? kText.forward : kText.backward);
  ui.text("step.title", cut_left(header, ui.text_width(FontId::strong, title) + 1, space::k3), title, FontId::strong,
          ui.theme->second);
  ui.text("step.count", header, count.c_str(), FontId::small, ui.theme->second, wide ? Align::right : Align::left);
  write_terms(ui);
  if (wide) {
    step_words(ui, cut_left(content, content.w * 0.4f, space::k5));
    step_terms(ui, content);
  } else {
    const Rect below = cut_bottom(content, kTermsRoom, space::k2);
    step_words(ui, content);
    step_terms(ui, below);
  }
}

}  // namespace downhill
