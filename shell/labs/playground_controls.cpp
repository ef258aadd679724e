// The playground's left column: data set, its options, seed, and how the network learns.
#include <algorithm>
#include <cstdio>

#include "core/data/datasets/registry.hpp"
#include "core/initializers/registry.hpp"
#include "core/losses/registry.hpp"
#include "core/model/output.hpp"
#include "core/optimizers/registry.hpp"
#include "core/regularizers/registry.hpp"
#include "core/schedules/registry.hpp"
#include "shell/labs/playground.hpp"
#include "shell/widgets/button.hpp"
#include "shell/widgets/card.hpp"
#include "shell/widgets/option_editor.hpp"
#include "shell/widgets/piece_editor.hpp"
#include "shell/widgets/schedule_editor.hpp"
#include "shell/widgets/slider.hpp"

namespace downhill {
namespace {

constexpr float kTitleHeight = 20;
constexpr int kThumbColumns = 4;

float thumb_size(float width) {
  return (width - (kThumbColumns - 1) * space::k2) / kThumbColumns;
}

int thumb_rows() {
  return (static_cast<int>(point_datasets().size()) + kThumbColumns - 1) / kThumbColumns;
}

float select_height(const Ui& ui) {
  return kFieldLabelHeight + ui.control_height();
}

/// The first option of a piece is its main one (learning rate, strength); the rest is for the curious.
std::size_t option_count(const Info* info, bool more) {
  if (!info) return 0;
  return more ? info->options.size() : std::min<std::size_t>(1, info->options.size());
}

/// The first of the table changes nothing: its place is among the further options.
bool shows_schedule(const Experiment& experiment, bool more) {
  return more || experiment.schedule.type != all_schedules().front()->info.name;
}

}  // namespace

float Playground::controls_height(const Ui& ui, const Run& run, float width) const {
  const Experiment& e = run.experiment();
  const auto rows = static_cast<float>(thumb_rows());
  float height = 2 * (kTitleHeight + space::k2) + rows * (thumb_size(width) + space::k2) + space::k1;
  const auto* optimizer = find_piece(all_optimizers(), e.optimizer.type);
  const auto* regularizer = find_piece(all_regularizers(), e.regularizer.type);
  const auto add = [&](const Info& info, std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) height += option_height(ui, info.options[i]) + space::k1;
  };
  add(dataset_of(e).info, dataset_of(e).info.options.size());
  if (optimizer) add(optimizer->info, option_count(&optimizer->info, more_options_));
  if (regularizer) add(regularizer->info, regularizer->info.options.size());
  height += slider_height(ui) + space::k1;                // batch size
  height += ui.control_height() + space::k3 + space::k1;  // seed
  if (shows_schedule(e, more_options_)) height += schedule_editor_height(ui, e);
  return height + 4 * (select_height(ui) + space::k2);
}

void Playground::controls_card(Ui& ui, Run& run, const Rect& r) {
  const Rect inside = panel(ui, r);
  // The scrolled part reaches to the card's edge, so that rings and thumbs are not clipped.
  const Rect view{r.x + 1, r.y + 1, r.w - 2, r.h - 2};
  const float height = controls_height(ui, run, inside.w) + 2 * space::k4;
  draw_scrolled(ui, run, "scroll.controls", view, height, &Playground::controls);
}

void Playground::controls(Ui& ui, Run& run, Rect content) {
  if (ui.touch) panel(ui, content);
  Rect rest = content.inset(space::k4 - (ui.touch ? 0 : 1));
  data_sets(ui, run, rest);
  const DatasetInfo& dataset = dataset_of(run.experiment());
  piece_options(ui, run, rest, "dataset", &Experiment::dataset, dataset.info, 0, dataset.info.options.size());
  if (const OptionSpec* spec = find_option_spec(run.experiment(), "batch_size")) {
    double value = run.experiment().batch_size;
    if (slider(ui, "batch_size", cut_top(rest, slider_height(ui), space::k1), *spec, value)) {
      Experiment next = run.experiment();
      next.batch_size = static_cast<int>(value);
      run.edit(next, "batch_size", ui.now_ms());
    }
  }
  seed_row(ui, run, rest);
  training_controls(ui, run, rest);
}

void Playground::data_sets(Ui& ui, Run& run, Rect& rest) {
  const Rect title = cut_top(rest, kTitleHeight, space::k2);
  ui.text("data.title", title, ui.t(Str::data), FontId::strong, ui.theme->second);
  ui.text("data.name", title, ui.t(dataset_of(run.experiment()).info.label), FontId::small, ui.theme->second,
          Align::right);
  const auto table = point_datasets();
  const float size = thumb_size(rest.w);
  const Rect grid = cut_top(rest, static_cast<float>(thumb_rows()) * (size + space::k2), space::k1);
  for (int i = 0; i < static_cast<int>(table.size()); ++i) {
    const DatasetInfo& dataset = *table[static_cast<std::size_t>(i)];
    const Rect r{grid.x + static_cast<float>(i % kThumbColumns) * (size + space::k2),
                 grid.y + static_cast<float>(i / kThumbColumns) * (size + space::k2), size, size};
    char id[HitRegistry::kIdBytes];
    std::snprintf(id, sizeof id, "data.%s", dataset.info.name);
    const Response response = ui.control(id, r);
    sprites_.draw_thumbnail(ui, i, r, kControlRadius);
    const bool on = run.experiment().dataset.type == dataset.info.name;
    ui.stroke({r.x + 0.5f, r.y + 0.5f, r.w - 1, r.h - 1}, response.hovered ? ui.theme->third : ui.theme->line,
              kControlRadius);
    if (on) ui.stroke(r.inset(-1), ui.theme->accent, kControlRadius + 1, 2);
    if (response.focused) ui.focus_outline(r.inset(-1.5f), kControlRadius);
    ui.help(response, id, r, ui.t(dataset.info.label), ui.t(dataset.info.summary));
    if (!response.clicked || on) continue;
    Experiment next = run.experiment();
    tell_dropped(ui, change_dataset(next, dataset));
    run.edit(next, "dataset.type", ui.now_ms());
  }
}

void Playground::seed_row(Ui& ui, Run& run, Rect& rest) {
  cut_top(rest, space::k1);
  Rect row = cut_top(rest, ui.control_height(), space::k3);
  const Rect dice = cut_right(row, ui.control_height(), space::k2);
  const OptionSpec* spec = find_option_spec(run.experiment(), "seed");
  if (!spec) return;
  auto seed = static_cast<double>(run.experiment().seed);
  bool changed = number_field(ui, "seed", row, *spec, seed);
  if (button(ui, "seed.dice", dice, {.icon = Icon::dice, .help = ui.t(Str::dice_help)})) {
    // The next seed follows from this one: pressing the dice twice after undo gives the same again.
    seed = static_cast<double>(Rng(run.experiment().seed, 99).below(9999) + 1);
    changed = true;
  }
  if (!changed) return;
  Experiment next = run.experiment();
  next.seed = static_cast<std::uint64_t>(seed);
  run.edit(next, "seed", ui.now_ms());
}

void Playground::piece_select(Ui& ui, Run& run, Rect& rest, const char* id, Str label, Piece Experiment::*piece,
                              std::span<const Info* const> choices) {
  const Info* chosen = select_piece(ui, rest, id, ui.t(label), run.experiment().*piece, choices);
  if (!chosen) return;
  Experiment next = run.experiment();
  const std::vector<HiddenLayer> hidden = read_architecture(next).hidden;
  next.*piece = default_piece(*chosen);
  if (piece == &Experiment::loss) tell_dropped(ui, write_architecture(next, hidden));
  run.edit(next, id, ui.now_ms());
}

void Playground::training_controls(Ui& ui, Run& run, Rect& rest) {
  Rect title = cut_top(rest, kTitleHeight, space::k2);
  const Rect more = cut_right(title, kTitleHeight + space::k1);
  ui.text("training.title", title, ui.t(Str::training), FontId::strong, ui.theme->second);
  if (button(ui, "optimizer.more", more,
             {.icon = Icon::sliders, .kind = ButtonKind::quiet, .on = more_options_, .help = ui.t(Str::more_options)}))
    more_options_ = !more_options_;

  const auto optimizers = infos(all_optimizers());
  if (const Info* optimizer = find_info(optimizers, run.experiment().optimizer.type))
    piece_options(ui, run, rest, "optimizer", &Experiment::optimizer, *optimizer, 0,
                  option_count(optimizer, more_options_));
  cut_top(rest, space::k1);
  piece_select(ui, run, rest, "optimizer", Str::optimizer, &Experiment::optimizer, optimizers);
  if (shows_schedule(run.experiment(), more_options_)) schedule_editor(ui, run, rest);

  std::vector<const Info*> losses;
  for (const LossInfo* loss : all_losses())
    if (loss_fits(*loss, dataset_of(run.experiment()).classes)) losses.push_back(&loss->info);
  piece_select(ui, run, rest, "loss", Str::loss, &Experiment::loss, losses);

  const auto regularizers = infos(all_regularizers());
  piece_select(ui, run, rest, "regularizer", Str::regularizer, &Experiment::regularizer, regularizers);
  if (const Info* regularizer = find_info(regularizers, run.experiment().regularizer.type))
    piece_options(ui, run, rest, "regularizer", &Experiment::regularizer, *regularizer, 0, regularizer->options.size());
  piece_select(ui, run, rest, "initializer", Str::initializer, &Experiment::initializer, infos(all_initializers()));
}

}  // namespace downhill
