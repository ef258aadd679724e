#include "shell/widgets/answer_bars.hpp"

#include <algorithm>
#include <string>

#include "shell/widgets/format.hpp"

namespace downhill {
namespace {

constexpr float kDigitWidth = 14;
constexpr float kPercentWidth = 46;
constexpr float kBarHeight = 8;

}  // namespace

void answer_bars(Ui& ui, const Rect& r, const Looked& looked, std::span<const float> before) {
  if (looked.readout.empty()) return;
  const float pitch = r.h / static_cast<float>(looked.readout.size());
  const auto best = std::max_element(looked.readout.begin(), looked.readout.end()) - looked.readout.begin();
  for (std::size_t c = 0; c < looked.readout.size(); ++c) {
    Rect row{r.x, r.y + static_cast<float>(c) * pitch, r.w, pitch};
    const float p = std::clamp(looked.readout[c], 0.f, 1.f);
    const bool is_best = static_cast<std::ptrdiff_t>(c) == best, is_truth = static_cast<int>(c) == looked.label;
    ui.text("answer.digit", cut_left(row, kDigitWidth, space::k1), std::to_string(c).c_str(),
            is_truth ? FontId::strong : FontId::small, is_truth ? ui.theme->ink : ui.theme->second);
    ui.text("answer.percent", cut_right(row, kPercentWidth, space::k1), format_percent(static_cast<double>(p)),
            FontId::small, is_best ? ui.theme->ink : ui.theme->second, Align::right);
    const Rect track{row.x, row.center_y() - kBarHeight / 2, row.w, kBarHeight};
    ui.fill(track, ui.theme->soft, kBarHeight / 2);
    const bool right = is_truth || looked.label < 0;
    const Color color = !is_best ? ui.theme->third : right ? ui.theme->positive : ui.theme->negative;
    if (p > 0.004f) ui.fill({track.x, track.y, std::max(track.w * p, 4.f), track.h}, color, kBarHeight / 2);
    if (c < before.size())
      ui.fill({track.x + track.w * std::clamp(before[c], 0.f, 1.f) - 1, track.y - 3, 2, track.h + 6}, ui.theme->ink, 1);
  }
}

}  // namespace downhill
