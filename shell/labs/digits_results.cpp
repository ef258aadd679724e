// The digits lab's right side: the answer to one picture, and what the great test found.
#include <algorithm>
#include <cmath>

#include "shell/labs/digits.hpp"
#include "shell/labs/digits_texts.hpp"
#include "shell/widgets/answer_bars.hpp"
#include "shell/widgets/button.hpp"
#include "shell/widgets/card.hpp"
#include "shell/widgets/format.hpp"
#include "shell/widgets/layers_texts.hpp"

namespace downhill {
namespace {

using digits_texts::kText;
using layers_texts::kLayersText;

constexpr float kShareWidth = 52;  // how many of a digit are read right, beside its row

}  // namespace

void Digits::answer_card(Ui& ui, Run& run, const Rect& r) {
  Rect header;
  Rect content = card(ui, r, "answer.title", ui.t(kText.answer), &header);
  const Looked& looked = run.looked();
  const float height = ui.touch ? 36.f : 24.f;
  const Rect next{header.right() - height, header.center_y() - height / 2, height, height};
  const Rect previous{next.x - height - space::k1, next.y, height, height};
  const std::uint32_t count = std::max(run.ready().test_samples, 1u);
  if (button(ui, "picture.previous", previous, {.label = "‹", .kind = ButtonKind::quiet, .help = ui.t(kText.previous)}))
    own_.clear(), sample_ = (sample_ + count - 1) % count;
  if (button(ui, "picture.next", next, {.label = "›", .kind = ButtonKind::quiet, .help = ui.t(kText.next)}))
    own_.clear(), sample_ = (sample_ + 1) % count;
  if (run.ready().points.empty()) run.look(own_.empty() ? run.ready().train_samples + sample_ : 0, own_);

  const float side = std::min(content.h - 22, content.w * 0.38f);
  Rect left = cut_left(content, side, space::k4);
  const Rect picture = cut_top(left, side, space::k1);
  if (layers_.atlas().count() > 0) layers_.atlas().draw(ui, 0, picture, 6);
  ui.stroke(picture, ui.theme->line, 6);
  const std::string truth =
      looked.label >= 0 ? format_text(ui.t(kLayersText.truth), {std::to_string(looked.label)}) : "";
  ui.text("answer.truth", {left.x, left.y, left.w, 18}, truth.c_str(), FontId::small, ui.theme->second, Align::center);

  answer_bars(ui, content, looked);
}

bool Digits::take_picture(std::span<const std::uint8_t> pixels) {
  own_.assign(pixels.begin(), pixels.end());
  return true;
}

void Digits::results_card(Ui& ui, Run& run, const Rect& r) {
  Rect content = panel(ui, r);
  Rect header = cut_top(content, ui.touch ? 36.f : 28.f, space::k2);
  static constexpr const char* kIds[] = {"results.confusion", "results.mistakes", "results.runs"};
  const char* labels[] = {ui.t(kText.confusion), ui.t(kText.mistakes), ui.t(kText.runs)};
  float widest = 0;
  for (const char* label : labels) widest = std::max(widest, ui.text_width(FontId::small, label));
  segmented(ui, cut_left(header, std::min(header.w, 3 * (widest + 20))), kIds, labels, 3, result_);
  if (result_ != 2) examination_controls(ui, run, cut_top(content, ui.control_height(), space::k2));
  const std::optional<Examined>& examined = run.examined();
  if (result_ == 2) {
    runs_.draw(ui, run, content, run_name);
  } else if (!examined) {
    ui.paragraph(content, ui.t(kText.no_examination), FontId::small, ui.theme->second);
  } else if (result_ == 0) {
    draw_confusion(ui, *examined, content);
  } else if (examined->mistakes.empty()) {
    ui.paragraph(content, ui.t(kText.no_mistakes), FontId::small, ui.theme->second);
  } else {
    draw_mistakes(ui, run, *examined, content);
  }
}

/// The button of the great test; once it was gone through, how many are read right, and the button beside it.
void Digits::examination_controls(Ui& ui, Run& run, Rect row) {
  const std::uint32_t all = run.ready().test_samples;
  const std::optional<Examined>& seen = run.examined();
  const std::string label = run.examining() ? ui.t(kText.testing)
                            : seen          ? ui.t(kText.test_again)
                                            : format_text(ui.t(kText.test_all), {format_count(all).text});
  const float width =
      std::max(button_width(ui, ui.t(kText.test_again), false), button_width(ui, ui.t(kText.testing), false));
  const Rect place = seen ? cut_right(row, width, space::k2) : row;
  if (button(ui, "examine", place,
             {.label = label.c_str(), .enabled = all > 0 && !run.examining(), .help = ui.t(kText.test_help)}))
    run.examine();
  if (!seen) return;
  std::uint32_t right = 0;
  for (std::uint32_t c = 0; c < seen->classes; ++c) right += seen->confusion[c * seen->classes + c];
  const std::string share =
      format_text(ui.t(kText.tested), {format_percent(static_cast<double>(right) / seen->samples).text});
  const std::string when =
      format_text(ui.t(kText.tested_when),
                  {format_count(right).text, format_count(seen->samples).text, format_epoch(seen->epoch, true).text});
  row.h = 18;
  row.y = place.center_y() - 18;
  ui.text("examined", row, share.c_str(), FontId::strong, ui.theme->ink);
  row.y += 18;
  if (ui.text_width(FontId::small, when.c_str()) <= row.w)
    ui.text("examined.when", row, when.c_str(), FontId::small, ui.theme->second);
}

/// The share of each row that was read as each column; the counts under the pointer.
void Digits::draw_confusion(Ui& ui, const Examined& examined, Rect r) {
  const std::uint32_t n = examined.classes;
  const float cell = std::min(r.w - kShareWidth, r.h) / static_cast<float>(n + 1);
  const float width = cell * static_cast<float>(n + 1);
  const Rect place{r.center_x() - (width + kShareWidth) / 2, r.y, width, r.h};
  const ImVec2 mouse = ImGui::GetIO().MousePos;
  for (std::uint32_t row = 0; row < n; ++row) {
    const auto down = static_cast<float>(row + 1) * cell;
    const std::string digit = std::to_string(row);
    ui.text("confusion.row", {place.x, place.y + down, cell - 3, cell}, digit.c_str(), FontId::small, ui.theme->second,
            Align::right);
    ui.text("confusion.column", {place.x + down, place.y, cell, cell}, digit.c_str(), FontId::small, ui.theme->second,
            Align::center);
    std::uint32_t all = 0;
    for (std::uint32_t c = 0; c < n; ++c) all += examined.confusion[row * n + c];
    const double right = all > 0 ? examined.confusion[row * n + row] / static_cast<double>(all) : NAN;
    const Rect at_right{place.right() + space::k1, place.y + down, kShareWidth - space::k1, cell};
    if (cell >= 13)
      ui.text("confusion.share", at_right, format_percent(right), FontId::small, ui.theme->ink, Align::right);
    for (std::uint32_t c = 0; c < n; ++c) {
      const std::uint32_t count = examined.confusion[row * n + c];
      const float share = all > 0 ? static_cast<float>(count) / static_cast<float>(all) : 0;
      // Confusions are rare: their root makes them visible beside the diagonal.
      const Color color = ui.theme->diverge(row == c ? share : -std::sqrt(share));
      const Rect box{place.x + static_cast<float>(c + 1) * cell, place.y + down, cell - 1.5f, cell - 1.5f};
      ui.fill(box, count > 0 ? color : ui.theme->zero, 2);
      if (!box.contains(mouse.x, mouse.y) || ui.popup_open()) continue;
      ui.hint(box, format_text(ui.t(kText.mistake), {digit, std::to_string(c)}).c_str(), std::to_string(count).c_str());
    }
  }
  const Response hover = ui.control("confusion", place, false);
  ui.help(hover, "confusion", place, ui.t(kText.confusion), ui.t(kText.confusion_help));
}

void Digits::draw_mistakes(Ui& ui, Run& run, const Examined& examined, const Rect& r) {
  if (gallery_step_ != examined.step || gallery_theme_ != ui.theme ||
      gallery_.count() != static_cast<int>(examined.mistakes.size())) {
    gallery_step_ = examined.step;
    gallery_theme_ = ui.theme;
    gallery_.clear();
    for (const Mistake& m : examined.mistakes)
      gallery_.add(28, static_cast<int>(m.pixels.size() / 28), [&](int at) {
        return ink_color(*ui.theme, static_cast<float>(m.pixels[static_cast<std::size_t>(at)]) / 255);
      });
    gallery_.upload(ui.textures);
  }
  constexpr float kTile = 40, kGap = 6;
  const int across = std::max(1, static_cast<int>((r.w + kGap) / (kTile + kGap)));
  const int down = std::max(1, static_cast<int>((r.h + kGap) / (kTile + kGap)));
  for (int i = 0; i < std::min<int>(across * down, static_cast<int>(examined.mistakes.size())); ++i) {
    const Mistake& m = examined.mistakes[static_cast<std::size_t>(i)];
    const Rect place{r.x + static_cast<float>(i % across) * (kTile + kGap),
                     r.y + static_cast<float>(i / across) * (kTile + kGap), kTile, kTile};
    const std::string id = "mistake." + std::to_string(i);
    const Response response = ui.control(id.c_str(), place);
    gallery_.draw(ui, i, place, 4);
    ui.stroke(place, response.hovered ? ui.theme->accent : ui.theme->line, 4);
    if (response.focused) ui.focus_outline(place, 4);
    ui.help(response, id.c_str(), place,
            format_text(ui.t(kText.mistake), {std::to_string(m.truth), std::to_string(m.guess)}).c_str(),
            format_text(ui.t(kText.sure), {format_percent(static_cast<double>(m.sure)).text}).c_str());
    if (!response.clicked || m.sample < run.ready().train_samples) continue;
    own_.clear();
    sample_ = m.sample - run.ready().train_samples;
  }
}

}  // namespace downhill
