// The digits lab's left column: data, network, how it learns, and the great test.
#include <algorithm>

#include "core/data/datasets/registry.hpp"
#include "core/optimizers/registry.hpp"
#include "shell/labs/digits.hpp"
#include "shell/labs/digits_texts.hpp"
#include "shell/widgets/button.hpp"
#include "shell/widgets/card.hpp"
#include "shell/widgets/format.hpp"
#include "shell/widgets/option_editor.hpp"
#include "shell/widgets/piece_editor.hpp"
#include "shell/widgets/schedule_editor.hpp"
#include "shell/widgets/scroll_area.hpp"
#include "shell/widgets/select.hpp"
#include "shell/widgets/slider.hpp"
#include "shell/widgets/time_to_go.hpp"

namespace downhill {
namespace {

using digits_texts::kText;

constexpr float kTitleHeight = 20;
constexpr float kBarHeight = 6;

std::vector<const Info*> picture_infos() {
  std::vector<const Info*> list;
  for (const DatasetInfo* dataset : all_datasets())
    if (dataset->pictures != nullptr) list.push_back(&dataset->info);
  return list;
}

const Info& info_of(const Experiment& experiment) {
  return find_piece(all_datasets(), experiment.dataset.type)->info;
}

bool is_drawn(const Experiment& experiment) {
  return !find_piece(all_datasets(), experiment.dataset.type)->pictures->files;
}

/// The preset whose layers these are, or -1.
int preset_of(const Experiment& experiment) {
  const std::span<const Experiment> presets = digit_presets();
  for (std::size_t i = 0; i < presets.size(); ++i)
    if (presets[i].layers == experiment.layers) return static_cast<int>(i);
  return -1;
}

/// The network and its training from a preset; the data stay.
Experiment with_preset(const Experiment& experiment, const Experiment& preset) {
  Experiment next = preset;
  next.dataset = experiment.dataset;
  next.seed = experiment.seed;
  return next;
}

const char* preset_label(const Ui& ui, const Experiment& preset) {
  return ui.language == Language::zh ? preset.title_zh.c_str() : preset.title_en.c_str();
}

/// "LeNet-5" of "LeNet-5 on MNIST": here the data are chosen beside it.
std::string net_name(const Ui& ui, const Experiment& preset) {
  const std::string title = preset_label(ui, preset);
  const std::string cut = ui.language == Language::zh ? "上的 " : " on ";
  const std::size_t at = title.find(cut);
  if (at == std::string::npos) return title;
  return ui.language == Language::zh ? title.substr(at + cut.size()) : title.substr(0, at);
}

const std::string& source_of(const Ui& ui, const Experiment& experiment) {
  const Reference& reference = experiment.reference;
  return ui.language == Language::zh && !reference.source_zh.empty() ? reference.source_zh : reference.source;
}

std::string reference_text(const Ui& ui, const Experiment& experiment) {
  const Experiment* published = published_form(experiment);
  if (published == nullptr || !published->reference.test_accuracy_at_least) return "";
  return format_text(ui.t(kText.reference),
                     {format_percent(*published->reference.test_accuracy_at_least).text, source_of(ui, *published)});
}

}  // namespace

std::string run_name(const Ui& ui, const Experiment& experiment) {
  const int preset = preset_of(experiment);
  const std::string net =
      preset < 0 ? ui.t(kText.own_net) : net_name(ui, digit_presets()[static_cast<std::size_t>(preset)]);
  const auto* optimizer = find_piece(all_optimizers(), experiment.optimizer.type);
  return net + (ui.language == Language::zh ? "，" : ", ") + ui.t(optimizer->info.label);
}

float Digits::controls_height(const Ui& ui, const Run& run, float width) const {
  const Experiment& e = run.experiment();
  const auto* optimizer = find_piece(all_optimizers(), e.optimizer.type);
  const Rect measure{0, 0, width, 0};
  float height = 2 * (kTitleHeight + space::k2) + select_piece_height(ui) * 3;
  height += ui.paragraph(measure, ui.t(is_drawn(e) ? kText.drawn_note : kText.real_note), FontId::small, 0, true);
  height += space::k2 + ui.control_height() + space::k3;  // the button, or the bar while files come
  height += piece_options_height(ui, info_of(e), 0, 1) + slider_height(ui) + space::k1;
  height += data_.height(ui, run, width);
  height += piece_options_height(ui, optimizer->info, 0, 1) + schedule_editor_height(ui, e);
  height += slider_height(ui) + space::k1;  // epochs
  height += ui.paragraph(measure, time_to_go_text(ui, run).c_str(), FontId::small, 0, true) + space::k2;
  if (const std::string words = reference_text(ui, e); !words.empty())
    height += ui.paragraph(measure, words.c_str(), FontId::small, 0, true) + space::k2;
  return height;
}

void Digits::controls_card(Ui& ui, Run& run, const Rect& r) {
  const Rect inside = panel(ui, r);
  const ScrollArea scroll(ui, "scroll.controls", r.inset(1), controls_height(ui, run, inside.w) + 2 * space::k4);
  controls(ui, run, scroll.content());
}

void Digits::controls(Ui& ui, Run& run, const Rect& content) {
  if (ui.touch) panel(ui, content);
  Rect rest = content.inset(space::k4 - (ui.touch ? 0 : 1));
  data_controls(ui, run, rest);
  training_controls(ui, run, rest);
  if (const std::string words = reference_text(ui, run.experiment()); !words.empty())
    ui.paragraph(rest, words.c_str(), FontId::small, ui.theme->second);
}

void Digits::training_controls(Ui& ui, Run& run, Rect& rest) {
  ui.text("training.title", cut_top(rest, kTitleHeight, space::k2), ui.t(Str::training), FontId::strong,
          ui.theme->second);
  net_select(ui, run, rest);
  const auto optimizers = infos(all_optimizers());
  if (const Info* chosen =
          select_piece(ui, rest, "optimizer", ui.t(Str::optimizer), run.experiment().optimizer, optimizers)) {
    Experiment next = run.experiment();
    next.optimizer = default_piece(*chosen);
    run.edit(next, "optimizer", ui.now_ms());
  }
  if (const Info* optimizer = find_info(optimizers, run.experiment().optimizer.type))
    piece_options(ui, run, rest, "optimizer", &Experiment::optimizer, *optimizer, 0, 1);
  schedule_editor(ui, run, rest);
  run_slider(ui, run, rest, "batch_size", &Experiment::batch_size);
  run_slider(ui, run, rest, "epochs", &Experiment::epochs);
  const std::string to_go = time_to_go_text(ui, run);
  cut_top(rest, ui.paragraph(rest, to_go.c_str(), FontId::small, ui.theme->second), space::k2);
}

void Digits::run_slider(Ui& ui, Run& run, Rect& rest, const char* name, int Experiment::*value) {
  const OptionSpec* spec = find_option_spec(run.experiment(), name);
  auto number = static_cast<double>(run.experiment().*value);
  if (!slider(ui, name, cut_top(rest, slider_height(ui), space::k1), *spec, number)) return;
  Experiment next = run.experiment();
  next.*value = static_cast<int>(number);
  run.edit(next, name, ui.now_ms());
}

void Digits::data_controls(Ui& ui, Run& run, Rect& rest) {
  Rect title = cut_top(rest, kTitleHeight, space::k2);
  data_.draw_button(ui, run, cut_right(title, kTitleHeight + space::k1));
  ui.text("data.title", title, ui.t(Str::data), FontId::strong, ui.theme->second);
  const Experiment& e = run.experiment();
  const auto take = [&](const Info& info) {
    Experiment next = e;
    next.dataset = default_piece(info);
    next.dataset.values = e.dataset.values;  // all sets of pictures have the same options
    run.edit(next, "dataset.type", ui.now_ms());
  };
  const auto choices = picture_infos();
  if (const Info* chosen = select_piece(ui, rest, "dataset.type", ui.t(kText.picture), e.dataset, choices))
    take(*chosen);
  const bool drawn = is_drawn(e);
  const char* note = ui.t(drawn ? kText.drawn_note : kText.real_note);
  const float height = ui.paragraph(rest, note, FontId::small, ui.theme->second);
  cut_top(rest, height, space::k2);
  const Rect row = cut_top(rest, ui.control_height(), space::k3);
  const PictureFiles& files = run.files();
  if (!files.wanted().empty()) {
    const bool found = files.fraction() >= 0;
    const std::string words =
        format_text(ui.t(found ? kText.loading : kText.not_found),
                    {ui.t(find_info(choices, files.wanted())->label), format_percent(files.fraction()).text});
    Rect bar = row;
    ui.text("data.loading", cut_top(bar, 18, space::k1), words.c_str(), FontId::small, ui.theme->ink);
    const Rect track{bar.x, bar.y, found ? bar.w : 0, kBarHeight};
    ui.fill(track, ui.theme->soft, kBarHeight / 2);
    ui.fill({track.x, track.y, track.w * static_cast<float>(std::clamp(files.fraction(), 0.03, 1.0)), track.h},
            ui.theme->accent, kBarHeight / 2);
  } else if (drawn) {
    if (button(ui, "data.real", row,
               {.label = ui.t(kText.use_real), .help = ui.t(find_info(choices, "mnist")->summary)}))
      take(*find_info(choices, "mnist"));
  } else {
    const std::string words = format_text(ui.t(kText.counts), {format_count(run.ready().train_samples).text,
                                                               format_count(run.ready().test_samples).text});
    boxed_text(ui, "data.count", row, words.c_str(), FontId::small, ui.theme->ink);
  }
  piece_options(ui, run, rest, "dataset", &Experiment::dataset, info_of(run.experiment()), 0, 1);
  data_.draw(ui, run, rest);
}

void Digits::net_select(Ui& ui, Run& run, Rect& rest) {
  ui.text("net", cut_top(rest, kFieldLabelHeight), ui.t(kText.net), FontId::small, ui.theme->second);
  const Rect r = cut_top(rest, ui.control_height(), space::k2);
  const std::span<const Experiment> presets = digit_presets();
  std::vector<std::string> names;
  for (const Experiment& preset : presets) names.push_back(net_name(ui, preset));
  std::vector<SelectItem> items;
  for (std::size_t i = 0; i < presets.size(); ++i)
    items.push_back({presets[i].name.c_str(), names[i].c_str(), source_of(ui, presets[i]).c_str()});
  int current = preset_of(run.experiment());
  if (current < 0) {  // shown while it is there; never chosen
    current = static_cast<int>(items.size());
    items.push_back({"own", ui.t(kText.own_net)});
  }
  const int chosen = select(ui, "net", r, items, current, SelectLook::field,
                            items[static_cast<std::size_t>(current)].label, ui.t(kText.net_help));
  if (chosen < 0) return;
  run.edit(with_preset(run.experiment(), presets[static_cast<std::size_t>(chosen)]), "net", ui.now_ms());
}

}  // namespace downhill
