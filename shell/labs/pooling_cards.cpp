// The cards of the pooling lab: picture, output, where the gradient goes, and what a shift leaves as it was.
#include <algorithm>
#include <cmath>

#include "shell/labs/pictures.hpp"
#include "shell/labs/pooling.hpp"
#include "shell/labs/pooling_texts.hpp"
#include "shell/widgets/button.hpp"
#include "shell/widgets/card.hpp"

namespace downhill {
namespace {

using pooling_texts::kText;

constexpr double kStepMs = 400;

/// Room for the longest sentence, so that the grids do not jump when it changes.
float words_height(float width) {
  return width < 340 ? 66.f : width < 460 ? 50.f : 34.f;
}

int count_same(std::span<const float> a, std::span<const float> b) {
  int same = 0;
  for (std::size_t i = 0; i < a.size() && i < b.size(); ++i) same += a[i] == b[i] ? 1 : 0;
  return same;
}

/// At the right end of the title's line, or below it where it does not fit.
Rect strip_beside(Rect header, Rect& content, float width, float height) {
  return cut_right(width > header.w ? header = cut_top(content, height, space::k2) : header, width);
}

void words(Ui& ui, const char* id, Rect& content, const std::string& sentence) {
  const Rect r = cut_bottom(content, words_height(content.w), space::k2);
  boxed_text(ui, id, r, sentence.c_str(), FontId::small, ui.theme->second);
}

}  // namespace

std::vector<float> Pooling::window_values() const {
  std::vector<float> values;
  for (int v = 0; v < kernel(); ++v)
    for (int u = 0; u < kernel(); ++u)
      values.push_back(picture_[static_cast<std::size_t>((window_row() + v) * kPictureSide + window_column() + u)]);
  return values;
}

void Pooling::picture_card(Ui& ui, const Rect& r) {
  Rect header;
  const Rect content = card(ui, r, "picture.title", ui.t(kText.picture), &header);
  stepper_.draw(ui, header, out_side() * out_side(), kStepMs);
  const GridPlace place = place_grid(content, kPictureSide, kPictureSide);
  const GridHit hit = number_grid(ui, "picture", place, {.values = picture_, .help = ui.t(kText.picture)});
  if (hit.on()) {
    const auto nearest = [&](int at) {
      const float windows =
          (static_cast<float>(at) - static_cast<float>(kernel() - 1) / 2) / static_cast<float>(stride());
      return std::clamp(static_cast<int>(std::lround(windows)), 0, out_side() - 1);
    };
    next_hover_ = nearest(hit.row) * out_side() + nearest(hit.column);
    if (hit.clicked) stepper_.go(next_hover_);
  }
  mark_cells(ui, "mark.window", place.block(window_row(), window_column(), kernel(), kernel()));
}

/// "max(0, 0.5, 1, 0) = 1", "(0 + 0.5 + 1 + 0) / 4 = 0.38", or the number that was drawn and its chance.
std::string Pooling::written_out(const Ui& ui) const {
  const std::vector<float> values = window_values();
  const std::string y = cell_text(output_[static_cast<std::size_t>(place_)]).text;
  std::string list;
  float sum = 0;
  for (const float value : values) {
    list += (list.empty() ? "" : kind() == kAverage ? " + " : ", ") + std::string(cell_text(value).text);
    sum += value;
  }
  if (kind() == kMax) return "max(" + list + ") = " + y;
  if (kind() == kAverage) return "(" + list + ") / " + std::to_string(values.size()) + " = " + y;
  if (sum == 0) return "(" + list + "): 0";
  return format_text(ui.t(kText.chance), {list, y, cell_text(sum).text, y});
}

void Pooling::output_card(Ui& ui, const Rect& r) {
  Rect header;
  Rect content = card(ui, r, "output.title", ui.t(kText.output), &header);
  if (kind() == kStochastic) {
    const float size = ui.touch ? 36.f : 28.f;
    const Rect strip = cut_right(header, size, space::k3);
    if (button(ui, "lab.draw", {strip.x, strip.center_y() - size / 2, size, size},
               {.icon = Icon::dice, .help = ui.t(kText.draw)}))
      options_.set(kSeed, options_.integer(kSeed) % 999 + 1);
  }
  const std::string shape = std::to_string(out_side()) + " × " + std::to_string(out_side());
  ui.text("output.shape", header, shape.c_str(), FontId::strong, ui.theme->ink, Align::right);
  words(ui, "output.sentence", content, written_out(ui));
  const GridPlace place = place_grid(content, out_side(), out_side());
  const GridHit hit = number_grid(ui, "output", place, {.values = output_, .help = ui.t(kText.output)});
  if (hit.on()) {
    next_hover_ = hit.row * out_side() + hit.column;
    if (hit.clicked) stepper_.go(next_hover_);
  }
  mark_cells(ui, "mark.output", place.cell(place_ / out_side(), place_ % out_side()));
}

std::string Pooling::verdict(const Ui& ui) const {
  if (options_[kAll] != 0) return ui.t(kText.all_help);
  if (kind() == kAverage)
    return format_text(ui.t(kText.spread), {cell_text(1 / static_cast<float>(kernel() * kernel()), 4).text});
  const bool none = largest_size(gradient_) == 0;
  return ui.t(none ? kText.nothing : kText.one_way);
}

void Pooling::gradient_card(Ui& ui, const Rect& r) {
  Rect header;
  Rect content = card(ui, r, "gradient.title", ui.t(kText.gradient), &header);
  const char* label = ui.t(kText.all);
  const float width = toggle_width(ui, label), height = ui.touch ? 36.f : 24.f;
  const Rect strip = strip_beside(header, content, width, height);
  bool all = options_[kAll] != 0;
  if (toggle(ui, "lab.all", {strip.x, strip.center_y() - height / 2, width, height}, label, all, ui.t(kText.all_help)))
    options_.set(kAll, all ? 1 : 0);
  words(ui, "gradient.sentence", content, verdict(ui));
  const GridPlace place = place_grid(content, kPictureSide, kPictureSide);
  number_grid(ui, "gradient", place,
              {.values = gradient_, .largest = std::max(1.f, largest_size(gradient_)), .help = ui.t(kText.gradient)});
  if (!all) mark_cells(ui, "mark.gradient", place.block(window_row(), window_column(), kernel(), kernel()));
}

void Pooling::shift_buttons(Ui& ui, Rect header, Rect& content) {
  struct Way {
    const char* id;
    Icon icon;
    Option option;
    int by;
    Text help;
  };
  const Way ways[] = {{"shift.right", Icon::right, kShiftX, 1, kText.right},
                      {"shift.down", Icon::down, kShiftY, 1, kText.down},
                      {"shift.up", Icon::up, kShiftY, -1, kText.up},
                      {"shift.left", Icon::left, kShiftX, -1, kText.left}};
  const float size = ui.touch ? 36.f : 28.f;
  Rect row = strip_beside(header, content, 4 * size + 3 * space::k1, size);
  for (const Way& way : ways) {
    const Rect strip = cut_right(row, size, space::k1);
    const double next = options_[way.option] + way.by;
    const OptionSpec& spec = options_.spec(way.option);
    if (button(ui, way.id, {strip.x, strip.center_y() - size / 2, size, size},
               {.icon = way.icon, .enabled = next >= spec.minimum && next <= spec.maximum, .help = ui.t(way.help)}))
      options_.set(way.option, next);
  }
}

/// The output now less the output before the shift: what is pale has stayed.
void Pooling::shift_card(Ui& ui, const Rect& r) {
  Rect header;
  Rect content = card(ui, r, "shift.title", ui.t(kText.shift), &header);
  shift_buttons(ui, header, content);
  std::string sentence = ui.t(kText.unmoved);
  if (shifted())
    sentence = format_text(
        ui.t(kText.stayed),
        {cell_text(static_cast<float>(options_[kShiftX])).text, cell_text(static_cast<float>(options_[kShiftY])).text,
         std::to_string(count_same(output_, original_output_)), std::to_string(output_.size()),
         std::to_string(count_same(picture_, original_)), std::to_string(picture_.size())});
  words(ui, "shift.sentence", content, sentence);
  std::vector<float> change;
  for (std::size_t i = 0; i < output_.size(); ++i) change.push_back(output_[i] - original_output_[i]);
  const GridPlace place = place_grid(content, out_side(), out_side());
  number_grid(ui, "change", place, {.values = change, .help = ui.t(kText.shift)});
}

}  // namespace downhill
