// The playground's output picture: the decision surface (or one neuron's map), the points, the legend.
#include <algorithm>
#include <cmath>

#include "shell/labs/playground.hpp"
#include "shell/widgets/button.hpp"
#include "shell/widgets/card.hpp"

namespace downhill {
namespace {

constexpr float kLegendHeight = 18;
constexpr float kPointRadius = 3.4f;
constexpr std::size_t kMostPoints = 2000;  // of more, every so-manieth is drawn

float toggle_height(const Ui& ui) {
  return ui.touch ? 36.f : 22.f;
}

}  // namespace

float Playground::output_extra_height(const Ui& ui) {
  return card_overhead() + space::k2 + kLegendHeight + space::k2 + toggle_height(ui);
}

void Playground::refresh_surface(Ui& ui, const Run& run) {
  const NetworkHit neuron = last_hit_.is_neuron() && last_hit_.column > 0 ? last_hit_ : NetworkHit{};
  const bool same = surface_seen_.version == run.version() && surface_seen_.theme == ui.theme &&
                    surface_seen_.discrete == discretize_ && surface_seen_.neuron.column == neuron.column &&
                    surface_seen_.neuron.unit == neuron.unit;
  if (same) return;
  surface_seen_ = {run.version(), ui.theme, neuron, discretize_};
  const Probed& probed = run.probed();
  surface_.set_blank(*ui.theme);
  if (neuron.column > 0 && node_of_column_[static_cast<std::size_t>(neuron.column)] >= 0) {
    const int node = node_of_column_[static_cast<std::size_t>(neuron.column)];
    const std::vector<NodeInfo>& nodes = run.ready().nodes;
    const std::size_t plane = first_map_of(nodes, node) + static_cast<std::size_t>(neuron.unit);
    const auto cell = static_cast<std::size_t>(probed.map_size) * probed.map_size;
    if (cell > 0 && (plane + 1) * cell <= probed.maps.size())
      surface_.set(std::span<const float>(probed.maps).subspan(plane * cell, cell), 1, probed.map_size,
                   map_scale(nodes, node), discretize_, *ui.theme);
  } else if (probed.surface_size > 0) {
    const bool discrete = discretize_ && run.ready().classes > 0;
    surface_.set(probed.surface, probed.surface_outputs, probed.surface_size, HeatScale::unit, discrete, *ui.theme);
  }
  surface_.upload(ui.textures);
}

void Playground::draw_points(Ui& ui, const Run& run, const Rect& picture) {
  void* texture = ui.textures.handle(TextureSlot::sprites);
  const Ready& ready = run.ready();
  if (!texture || ready.points.empty()) return;
  ImDrawList& list = ui.draw();
  const std::size_t count = ready.points.size() / 3;
  const std::size_t shown = show_test_ ? count : std::min<std::size_t>(ready.train_samples, count);
  const float scale = picture.w / (2 * ready.domain);
  // Many points are drawn smaller, so that the surface stays visible between them.
  const float radius = kPointRadius * std::clamp(picture.w / 300, 0.8f, 1.5f) * (shown > 700 ? 0.75f : 1.f);
  // Values near zero look like the panel: they need a darker rim to be seen.
  const Color rim = ready.classes > 0 ? ui.theme->panel : mix(ui.theme->panel, ui.theme->ink, 0.45f);
  list.PushClipRect({picture.x, picture.y}, {picture.right(), picture.bottom()}, true);
  list.PushTextureID(texture);
  const std::size_t every = 1 + shown / (kMostPoints + 1);
  for (std::size_t i = 0; i < shown; i += every) {
    const float* p = ready.points.data() + 3 * i;
    const float x = picture.center_x() + p[0] * scale;
    const float y = picture.center_y() - p[1] * scale;
    const Color color =
        ready.classes > 0 ? ui.theme->class_color(static_cast<std::uint32_t>(p[2])) : ui.theme->diverge(p[2]);
    sprites_.draw_point(list, x, y, radius, color, rim, i >= ready.train_samples);
  }
  list.PopTextureID();
  list.PopClipRect();
}

void Playground::draw_legend(Ui& ui, const Run& run, const Rect& r) {
  const Theme& theme = *ui.theme;
  const bool whole_net = surface_seen_.neuron.column <= 0;  // a single neuron knows no classes
  const std::uint32_t classes = whole_net ? run.ready().classes : 0;
  if (classes > 2) {
    Rect rest = r;
    const float width = r.w / static_cast<float>(classes);
    for (std::uint32_t i = 0; i < classes; ++i) {
      const Rect cell = cut_left(rest, width);
      ui.draw().AddCircleFilled({cell.x + 5, cell.center_y()}, 4.5f, theme.class_color(i), 18);
      const std::string name = format_text(ui.t(Str::class_name), {std::to_string(i)});
      ui.text("legend", {cell.x + 15, cell.y, cell.w - 16, cell.h}, name.c_str(), FontId::small, theme.second);
    }
    return;
  }
  std::string low = "−1";
  std::string high = "+1";
  if (classes == 2) {
    low = format_text(ui.t(Str::class_name), {"0"});
    high = format_text(ui.t(Str::class_name), {"1"});
  }
  Rect rest = r;
  ui.text("legend", cut_left(rest, ui.text_width(FontId::small, low.c_str()) + 1, space::k3), low.c_str(),
          FontId::small, theme.second);
  ui.text("legend", cut_right(rest, ui.text_width(FontId::small, high.c_str()) + 1, space::k3), high.c_str(),
          FontId::small, theme.second);
  const Rect bar{rest.x, rest.center_y() - 4, rest.w, 8};
  ui.fill(bar, theme.diverging[0], 4);
  ui.draw().AddRectFilled({bar.center_x(), bar.y}, {bar.right(), bar.bottom()}, theme.diverging[255], 4,
                          ImDrawFlags_RoundCornersRight);
  ui.draw().AddRectFilledMultiColor({bar.x + 4, bar.y}, {bar.center_x(), bar.bottom()}, theme.diverging[0], theme.zero,
                                    theme.zero, theme.diverging[0]);
  ui.draw().AddRectFilledMultiColor({bar.center_x(), bar.y}, {bar.right() - 4, bar.bottom()}, theme.zero,
                                    theme.diverging[255], theme.diverging[255], theme.zero);
}

void Playground::output_card(Ui& ui, Run& run, const Rect& r) {
  refresh_surface(ui, run);
  const NetworkHit& neuron = surface_seen_.neuron;
  std::string title = ui.t(Str::output);
  if (neuron.column > 0 && neuron.column < static_cast<int>(columns_.size()))
    title = neuron_name(ui, neuron.column, neuron.unit);
  Rect content = card(ui, r, "output.title", title.c_str());
  const Rect options = cut_bottom(content, toggle_height(ui), space::k2);
  const Rect legend = cut_bottom(content, kLegendHeight, space::k2);
  const float side = std::floor(std::min(content.w, content.h));
  const Rect picture{std::round(content.center_x() - side / 2), content.y, side, side};
  surface_.draw(ui, picture, kControlRadius);
  draw_points(ui, run, picture);
  ui.hits.add("output", picture, false);
  draw_legend(ui, run, legend);
  const char* test = ui.t(Str::show_test);
  const char* discrete = ui.t(Str::discretize);
  Rect row = options;
  toggle(ui, "output.test", cut_left(row, toggle_width(ui, test), space::k4), test, show_test_,
         ui.t(Str::show_test_help));
  if (run.ready().classes > 0)
    toggle(ui, "output.discretize", cut_left(row, toggle_width(ui, discrete)), discrete, discretize_,
           ui.t(Str::discretize_help));
}

}  // namespace downhill
