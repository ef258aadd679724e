#include "shell/labs/draw.hpp"

#include <algorithm>
#include <cmath>

#include "core/data/center_digit.hpp"
#include "shell/app/pointer_trail.hpp"
#include "shell/labs/digits.hpp"
#include "shell/labs/draw_texts.hpp"
#include "shell/labs/lab_texts.hpp"
#include "shell/widgets/answer_bars.hpp"
#include "shell/widgets/button.hpp"
#include "shell/widgets/card.hpp"
#include "shell/widgets/layers_texts.hpp"
#include "shell/widgets/number_grid.hpp"
#include "shell/widgets/scroll_area.hpp"

namespace downhill {
namespace {

using draw_texts::kText;

constexpr int kSide = 28;
constexpr int kFine = 4;        // pad cells along a pixel
constexpr float kBrush = 5.2f;  // radius in pad cells
constexpr float kEdge = 1.6f;   // over which the ink fades
constexpr int kFarthest = 8;    // pixels that it can be moved
constexpr float kGap = 12;
constexpr float kSeenHeight = 190;

float buttons_height(const Ui& ui) {
  return (ui.opens_pictures ? 4 : 3) * (ui.control_height() + space::k2);
}

constexpr Lab::Tab kTabs[] = {{"pad", Icon::data, {"Draw", "画板"}}, {"layers", Icon::network, {"Layers", "逐层"}}};

}  // namespace

Draw::Draw() : ink_(kPad * kPad, 0.f), pixels_(kSide * kSide, 0) {}

std::span<const Lab::Tab> Draw::tabs() const {
  return kTabs;
}

// ---- ink ----

void Draw::dab(float x, float y) {
  const int reach = static_cast<int>(kBrush + kEdge) + 1;
  const int column = static_cast<int>(x), row = static_cast<int>(y);
  for (int r = std::max(0, row - reach); r <= std::min(kPad - 1, row + reach); ++r)
    for (int c = std::max(0, column - reach); c <= std::min(kPad - 1, column + reach); ++c) {
      const float distance = std::hypot(static_cast<float>(c) + 0.5f - x, static_cast<float>(r) + 0.5f - y);
      float& cell = ink_[static_cast<std::size_t>(r * kPad + c)];
      cell = std::max(cell, std::clamp((kBrush - distance) / kEdge + 0.5f, 0.f, 1.f));
    }
}

void Draw::stroke_to(float x, float y) {
  if (!painting_) last_x_ = x, last_y_ = y;
  const float length = std::hypot(x - last_x_, y - last_y_);
  const int steps = std::max(1, static_cast<int>(length / 1.5f));
  for (int i = 1; i <= steps; ++i) {
    const float t = static_cast<float>(i) / static_cast<float>(steps);
    dab(last_x_ + (x - last_x_) * t, last_y_ + (y - last_y_) * t);
  }
  last_x_ = x;
  last_y_ = y;
  painting_ = changed_ = true;
}

/// A picture of the network's size on the pad: each of its pixels fills a block.
void Draw::put(std::span<const std::uint8_t> pixels) {
  borrowing_ = false;
  changed_ = true;
  dx_ = dy_ = 0;
  for (int r = 0; r < kPad; ++r)
    for (int c = 0; c < kPad; ++c)
      ink_[static_cast<std::size_t>(r * kPad + c)] =
          static_cast<float>(pixels[static_cast<std::size_t>(r / kFine * kSide + c / kFine)]) / 255;
}

bool Draw::take_picture(std::span<const std::uint8_t> pixels) {
  put(pixels);
  return true;
}

/// The next test picture, once the engine has sent it.
void Draw::borrow(Run& run) {
  const Ready& ready = run.ready();
  if (ready.test_samples == 0) return;
  borrowing_ = true;
  looks_ = run.looks();
  run.look(ready.train_samples + borrowed_ % ready.test_samples);
  ++borrowed_;
}

void Draw::shift(int dx, int dy) {
  dx_ = std::clamp(dx_ + dx, -kFarthest, kFarthest);
  dy_ = std::clamp(dy_ + dy, -kFarthest, kFarthest);
  changed_ = true;
}

/// The pad as the network sees it; asks for its answer when it changed.
void Draw::refresh(Run& run) {
  const Looked& looked = run.looked();
  if (borrowing_) {
    if (run.looks() == looks_ || looked.label < 0 || looked.pixels.size() != pixels_.size()) return;
    put(looked.pixels);
  }
  if (dx_ == 0 && dy_ == 0 && looked.label < 0) {
    before_ = looked.readout;
    before_step_ = looked.step;
  }
  if (!changed_) return;
  changed_ = false;
  empty_ = std::all_of(ink_.begin(), ink_.end(), [](float v) { return v <= 0; });
  std::vector<std::uint8_t> still(pixels_.size());
  if (center_) {
    center_digit(ink_, kPad, kPad, std::span<std::uint8_t, 784>(still));
  } else {
    for (int y = 0; y < kSide; ++y)
      for (int x = 0; x < kSide; ++x) {
        float sum = 0;
        for (int v = 0; v < kFine; ++v)
          for (int u = 0; u < kFine; ++u) sum += ink_[static_cast<std::size_t>((y * kFine + v) * kPad + x * kFine + u)];
        still[static_cast<std::size_t>(y * kSide + x)] = static_cast<std::uint8_t>(sum / (kFine * kFine) * 255 + 0.5f);
      }
  }
  std::fill(pixels_.begin(), pixels_.end(), std::uint8_t(0));
  for (int y = std::max(0, dy_); y < std::min(kSide, kSide + dy_); ++y)
    for (int x = std::max(0, dx_); x < std::min(kSide, kSide + dx_); ++x)
      pixels_[static_cast<std::size_t>(y * kSide + x)] = still[static_cast<std::size_t>((y - dy_) * kSide + x - dx_)];
  run.look(0, pixels_);
}

// ---- what is drawn ----

void Draw::paint(Ui& ui, const Rect& r) {
  const Response response = ui.control("pad", r);
  if (response.focused) ui.focus_outline(r, 8);
  if (empty_) ui.help(response, "pad", r, ui.t(kText.pad), ui.t(kText.pad_help));
  if (response.held) ui.own_drag();
  if (response.held || painting_) {
    if (dx_ != 0 || dy_ != 0) dx_ = dy_ = 0;
    for (const ImVec2 place : pressed_trail())
      stroke_to(std::clamp((place.x - r.x) / r.w, 0.f, 1.f) * kPad, std::clamp((place.y - r.y) / r.h, 0.f, 1.f) * kPad);
  }
  painting_ = response.held;
  ui.fill(r, ui.theme->panel, 8);
  // Runs of one darkness along each row: a few hundred rectangles instead of twelve thousand.
  const float cell = r.w / kPad;
  for (int row = 0; row < kPad; ++row)
    for (int c = 0; c < kPad;) {
      const int shade = static_cast<int>(ink_[static_cast<std::size_t>(row * kPad + c)] * 8 + 0.5f);
      int end = c + 1;
      while (end < kPad && static_cast<int>(ink_[static_cast<std::size_t>(row * kPad + end)] * 8 + 0.5f) == shade)
        ++end;
      if (shade > 0)
        ui.fill({r.x + static_cast<float>(c) * cell, r.y + static_cast<float>(row) * cell,
                 static_cast<float>(end - c) * cell, cell + 0.5f},
                ink_color(*ui.theme, static_cast<float>(shade) / 8));
      c = end;
    }
  ui.stroke(r, ui.theme->line, 8, 1.5f);
}

float Draw::pad_height(const Ui& ui, float width) const {
  return card_overhead() + std::min(width - 2 * space::k4, 420.f) + buttons_height(ui) + space::k2;
}

void Draw::pad_card(Ui& ui, Run& run, const Rect& r) {
  Rect content = card(ui, r, "pad.title", ui.t(kText.pad));
  const float side = std::min(content.w, content.h - buttons_height(ui) - space::k2);
  const Rect strip = cut_top(content, side, space::k2);
  paint(ui, {strip.center_x() - side / 2, strip.y, side, side});
  pad_buttons(ui, run, content);
}

void Draw::pad_buttons(Ui& ui, Run& run, Rect rest) {
  Rect row = cut_top(rest, ui.control_height(), space::k2);
  const float width = button_width(ui, ui.t(kText.clear), false);
  if (button(ui, "pad.clear", cut_left(row, width, space::k2),
             {.label = ui.t(kText.clear), .enabled = !empty_, .help = ui.t(kText.clear_help)})) {
    std::fill(ink_.begin(), ink_.end(), 0.f);
    dx_ = dy_ = 0;
    changed_ = true;
  }
  if (button(ui, "pad.borrow", row,
             {.label = ui.t(kText.borrow), .enabled = run.ready().test_samples > 0, .help = ui.t(kText.borrow_help)}))
    borrow(run);
  if (ui.opens_pictures && button(ui, "pad.open", cut_top(rest, ui.control_height(), space::k2),
                                  {.label = ui.t(kText.open), .help = ui.t(kText.open_help)}))
    wish_ = true;
  const Rect switch_row = cut_top(rest, ui.control_height(), space::k2);
  if (toggle(ui, "pad.center", switch_row, ui.t(kText.center), center_, ui.t(kText.center_help))) changed_ = true;
  move_buttons(ui, cut_top(rest, ui.control_height()));
}

void Draw::move_buttons(Ui& ui, Rect row) {
  const char* label = ui.t(kText.move);
  ui.text("move", cut_left(row, ui.text_width(FontId::small, label) + 1, space::k2), label, FontId::small,
          ui.theme->second);
  struct Move {
    const char* id;
    const char* sign;
    Text help;
    int dx, dy;
  };
  const Move moves[] = {{"move.left", "←", kText.left, -1, 0},
                        {"move.right", "→", kText.right, 1, 0},
                        {"move.up", "↑", kText.up, 0, -1},
                        {"move.down", "↓", kText.down, 0, 1}};
  for (const Move& move : moves)
    if (button(ui, move.id, cut_left(row, ui.control_height(), space::k1),
               {.label = move.sign, .enabled = !empty_, .help = ui.t(move.help)}))
      shift(move.dx, move.dy);
  if (button(ui, "move.back", cut_left(row, ui.control_height()),
             {.label = "·", .enabled = dx_ != 0 || dy_ != 0, .help = ui.t(kText.back)}))
    shift(-dx_, -dy_);
}

void Draw::seen_card(Ui& ui, Run& run, const Rect& r) {
  Rect content = card(ui, r, "seen.title", ui.t(kText.seen));
  const Looked& looked = run.looked();
  const bool moved = dx_ != 0 || dy_ != 0;
  const bool untrained = run.metrics().step == 0 && !run.playing();
  if (empty_ || untrained || moved) {
    const std::string words = untrained ? ui.t(kText.untrained)
                              : empty_  ? ui.t(kText.empty)
                                        : format_text(ui.t(kText.moved), {cell_text(static_cast<float>(dx_)).text,
                                                                          cell_text(static_cast<float>(dy_)).text});
    const float height = ui.paragraph(content, words.c_str(), FontId::small, 0, true);
    ui.paragraph(cut_bottom(content, height, space::k1), words.c_str(), FontId::small, ui.theme->second);
  }
  const float side = std::min(content.h, content.w * 0.36f);
  const Rect left = cut_left(content, side, space::k4);
  const Rect picture{left.x, left.y, side, side};
  if (layers_.atlas().count() > 0) layers_.atlas().draw(ui, 0, picture, 6);
  ui.stroke(picture, ui.theme->line, 6);
  const bool comparable = moved && before_step_ == looked.step;  // what it learned since is another difference
  if (!empty_)
    answer_bars(ui, content, looked, comparable ? std::span<const float>(before_) : std::span<const float>());
}

void Draw::draw(Ui& ui, Run& run, const Rect& area, int tab) {
  refresh(run);
  layers_.refresh(ui, run);
  if (tab == 0) {
    const float width = area.w - 2 * kScrollMargin;
    const float pad = pad_height(ui, width), seen = kSeenHeight + (ui.touch ? 20 : 0);
    const ScrollArea scroll(ui, "scroll.pad", area, seen + kGap + pad);
    Rect rest = scroll.content();
    seen_card(ui, run, cut_top(rest, seen, kGap));
    pad_card(ui, run, cut_top(rest, pad));
  } else if (tab == 1) {
    const ScrollArea scroll(ui, "scroll.layers", area, layers_.height(ui, area.w - 2 * kScrollMargin));
    layers_.draw(ui, run, scroll.content());
  } else {
    Rect rest = area.inset(kGap);
    Rect left = cut_left(rest, std::clamp(rest.w * 0.36f, 280.f, 460.f), kGap);
    seen_card(ui, run, cut_top(left, kSeenHeight + 16, kGap));
    pad_card(ui, run, {left.x, left.y, left.w, std::min(left.h, pad_height(ui, left.w))});
    layers_.draw(ui, run, rest);
  }
}

const LabInfo& draw_lab() {
  static const auto texts = lab_texts(kText, layers_texts::kLayersText);
  static const LabInfo lab = {{.name = "draw",
                               .label = {"Draw a digit", "画一个数字"},
                               .summary = {"Draw with the mouse or a finger, and see what the network reads in it.",
                                           "用鼠标或手指画一个数字，看网络读成什么。"},
                               .formula = "",
                               .source = "own idea of a classic"},
                              []() -> std::unique_ptr<Lab> { return std::make_unique<Draw>(); },
                              true,
                              texts,
                              has_pictures,
                              first_picture_experiment};
  return lab;
}

}  // namespace downhill
