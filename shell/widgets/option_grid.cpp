#include "shell/widgets/option_grid.hpp"

#include <algorithm>
#include <cstdio>

#include "shell/widgets/button.hpp"
#include "shell/widgets/option_editor.hpp"

namespace downhill {
namespace {

constexpr float kNarrowestCell = 138;
constexpr float kGap = space::k4;

/// The width that an option's words ask for.
float wanted_width(const Ui& ui, const OptionSpec& spec) {
  if (spec.kind == OptionKind::boolean) return toggle_width(ui, ui.t(spec.label));
  if (spec.kind != OptionKind::choice) return ui.text_width(FontId::body, ui.t(spec.label)) + 60;
  float widest = ui.text_width(FontId::small, ui.t(spec.label));
  for (const Choice& choice : spec.choices)
    widest = std::max(widest, ui.text_width(FontId::body, ui.t(choice.label)) + 36);
  return widest;
}

/// visit(option, its place in a box at `r`) for each; returns the height of all.
template <class Visit>
float place_options(const Ui& ui, const Info& info, const Rect& r, Visit visit) {
  const int columns = std::clamp(static_cast<int>((r.w + kGap) / (kNarrowestCell + kGap)), 1, 4);
  const float cell = (r.w - kGap * static_cast<float>(columns - 1)) / static_cast<float>(columns);
  float y = r.y, line = 0;
  int column = 0;
  for (std::size_t i = 0; i < info.options.size(); ++i) {
    const OptionSpec& spec = info.options[i];
    const int cells =
        std::clamp(static_cast<int>((wanted_width(ui, spec) + kGap) / (cell + kGap) + 0.999f), 1, columns);
    if (column + cells > columns) {
      y += line + space::k2;
      column = 0;
      line = 0;
    }
    const float height = option_height(ui, spec);
    const auto at = static_cast<float>(column), span = static_cast<float>(cells);
    visit(i, Rect{r.x + at * (cell + kGap), y, span * cell + (span - 1) * kGap, height});
    line = std::max(line, height);
    column += cells;
  }
  return y + line - r.y;
}

}  // namespace

float option_grid_height(const Ui& ui, const Info& info, float width) {
  return place_options(ui, info, {0, 0, width, 0}, [](std::size_t, const Rect&) {});
}

int option_grid(Ui& ui, const char* id, const Rect& r, const Info& info, std::vector<double>& values) {
  int changed = -1;
  place_options(ui, info, r, [&](std::size_t i, const Rect& place) {
    char option_id[HitRegistry::kIdBytes];
    std::snprintf(option_id, sizeof option_id, "%s.%s", id, info.options[i].name);
    if (edit_option(ui, option_id, place, info.options[i], values[i])) changed = static_cast<int>(i);
  });
  return changed;
}

}  // namespace downhill
