#include "shell/labs/playground.hpp"

#include <algorithm>

#include "core/data/dataset.hpp"
#include "shell/widgets/card.hpp"
#include "shell/widgets/scroll_area.hpp"

namespace downhill {
namespace {

constexpr float kGap = 12;
constexpr float kWide = 960;  // from here on three columns
constexpr float kControlsWidth = 216;
constexpr float kGradientHeight = 148;

constexpr Lab::Tab kTabs[] = {{"data", Icon::data, {"Data", "数据"}},
                              {"network", Icon::network, {"Network", "网络"}},
                              {"output", Icon::output, {"Output", "输出"}},
                              {"curves", Icon::curves, {"Curves", "曲线"}}};

}  // namespace

std::span<const Lab::Tab> Playground::tabs() const {
  return kTabs;
}

void Playground::draw(Ui& ui, Run& run, const Rect& area, int tab) {
  sprites_.prepare(ui);
  refresh_network(ui, run);
  last_hit_ = hit_;
  hit_ = {};
  if (tab >= 0)
    draw_tab(ui, run, area, tab);
  else if (area.w >= kWide)
    draw_wide(ui, run, area.inset(kGap));
  else
    draw_medium(ui, run, area.inset(kGap));
}

void Playground::draw_wide(Ui& ui, Run& run, Rect area) {
  const float controls_width = std::clamp(area.w * 0.17f, kControlsWidth, 268.f);
  controls_card(ui, run, cut_left(area, controls_width, kGap));

  // The picture is square: the right column is as wide as leaves the curve a third of the height.
  const float extra = output_extra_height(ui);
  const float by_height = (area.h - kGap) * 0.66f - extra;
  const float side_width = std::clamp(std::min(area.w * 0.31f, by_height), 248.f, 460.f) + 2 * space::k4;
  Rect side = cut_right(area, std::min(side_width, area.w * 0.42f), kGap);
  const float picture = side.w - 2 * space::k4;
  output_card(ui, run, cut_top(side, std::min(picture + extra, side.h * 0.7f), kGap));
  curves_.draw(ui, run, side);

  const Rect gradients = cut_bottom(area, std::min(kGradientHeight, area.h * 0.24f), kGap);
  network_card(ui, run, area, false);
  gradient_card(ui, run, gradients);
}

void Playground::draw_medium(Ui& ui, Run& run, Rect area) {
  controls_card(ui, run, cut_left(area, kControlsWidth, kGap));
  const float extra = output_extra_height(ui);
  const float column = (area.w - kGap) / 2;
  const float output_height = std::min(column - 2 * space::k4 + extra, area.h * 0.5f);
  Rect bottom = cut_bottom(area, output_height, kGap);
  const bool tall = area.h > 420 + kGradientHeight;
  Rect gradients;
  if (tall) gradients = cut_bottom(area, kGradientHeight, kGap);
  network_card(ui, run, area, false);
  if (tall) gradient_card(ui, run, gradients);
  output_card(ui, run, cut_left(bottom, column, kGap));
  curves_.draw(ui, run, bottom);
}

void Playground::draw_tab(Ui& ui, Run& run, const Rect& area, int tab) {
  const Rect inner = area.inset(kScrollMargin);
  const float picture = std::min(inner.w, 480.f) - 2 * space::k4 + output_extra_height(ui);
  const float layers = static_cast<float>(architecture_.hidden.size());
  switch (tab) {
    case 0:
      draw_scrolled(ui, run, "scroll.data", area, controls_height(ui, run, inner.w - 2 * space::k4) + 2 * space::k4,
                    &Playground::controls);
      break;
    case 1: {
      // The whole net above the fold, on a phone held sideways too.
      const float canvas = std::clamp(inner.h - card_overhead(), 190.f, 330.f);
      const float network = card_overhead() + canvas + layers * (kTouchHeight + space::k1);
      draw_scrolled(ui, run, "scroll.network", area, network + kGap + picture, &Playground::network_tab);
      break;
    }
    case 2:
      draw_scrolled(ui, run, "scroll.output", area, picture + kGap + 190, &Playground::output_tab);
      break;
    default:
      draw_scrolled(ui, run, "scroll.curves", area, std::max(inner.h, 480.f), &Playground::curves_tab);
  }
}

void Playground::draw_scrolled(Ui& ui, Run& run, const char* id, const Rect& area, float content_height,
                               void (Playground::*content)(Ui&, Run&, Rect)) {
  const ScrollArea scroll(ui, id, area, content_height);
  (this->*content)(ui, run, scroll.content());
}

void Playground::network_tab(Ui& ui, Run& run, Rect area) {
  const float picture = std::min(area.w, 480.f) - 2 * space::k4 + output_extra_height(ui);
  const Rect output = cut_bottom(area, picture, kGap);
  network_card(ui, run, area, true);
  output_card(ui, run, output);
}

void Playground::output_tab(Ui& ui, Run& run, Rect area) {
  const float picture = std::min(area.w, 480.f) - 2 * space::k4 + output_extra_height(ui);
  output_card(ui, run, cut_top(area, picture, kGap));
  curves_.draw(ui, run, area);
}

void Playground::curves_tab(Ui& ui, Run& run, Rect area) {
  const float bars = card_overhead() + static_cast<float>(columns_.size()) * 24;
  const Rect gradients = cut_bottom(area, std::min(bars, area.h * 0.4f), kGap);
  curves_.draw(ui, run, area);
  gradient_card(ui, run, gradients);
}

const LabInfo& playground_lab() {
  static const LabInfo lab = {
      {.name = "playground",
       .label = {"Playground", "神经网络实验场"},
       .summary = {"A small network learns points of the plane while you change everything about it.",
                   "一个小网络学习平面上的点，它的一切都可以边看边改。"},
       .formula = "",
       .source = "after TensorFlow Playground, Smilkov et al. 2017, arXiv:1708.03788"},
      []() -> std::unique_ptr<Lab> { return std::make_unique<Playground>(); },
      true,
      {},
      [](const Experiment& e) { return dataset_of(e).pictures == nullptr; },
      default_experiment};
  return lab;
}

}  // namespace downhill
