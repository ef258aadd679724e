// Which lab is on the screen: the switch in the top bar, and its part of the link.
#include <algorithm>
#include <array>

#include "core/data/center_digit.hpp"
#include "core/data/picture_ink.hpp"
#include "shell/app/app_state.hpp"
#include "shell/labs/registry.hpp"
#include "shell/widgets/select.hpp"

namespace downhill {
namespace {

constexpr std::string_view kSettings = "lab.";  // how the settings of a lab begin in a link

std::string lab_names() {
  std::string names;
  for (const LabInfo* lab : all_labs()) (names += names.empty() ? "" : ", ") += lab->info.name;
  return names;
}

std::vector<SelectItem> lab_items(const Ui& ui) {
  std::vector<SelectItem> items;
  for (const LabInfo* lab : all_labs())
    items.push_back({lab->info.name, ui.t(lab->info.label), ui.t(lab->info.summary)});
  return items;
}

/// The first lab that can show an experiment.
std::size_t first_suiting(const Experiment& experiment) {
  std::size_t index = 0;
  while (!all_labs()[index]->needs_engine || !all_labs()[index]->suits(experiment)) ++index;
  return index;
}

int index_of(const LabInfo* lab) {
  const auto all = all_labs();
  return static_cast<int>(std::find(all.begin(), all.end(), lab) - all.begin());
}

std::size_t lab_named(std::string_view name) {
  std::size_t index = 0;
  while (all_labs()[index]->info.name != name) ++index;
  return index;
}

}  // namespace

void App::State::show_lab(std::size_t index, bool fresh) {
  lab_info = all_labs()[index];
  if (fresh || !labs[index]) labs[index] = lab_info->make();
  lab = labs[index].get();
  tab = lab->first_tab();
  if (!lab_info->needs_engine) run.pause();
  owe(3);
}

void App::State::switch_lab(std::size_t index) {
  if (lab_info->needs_engine) left[static_cast<std::size_t>(index_of(lab_info))] = run.experiment();
  show_lab(index, false);
  if (lab_info->needs_engine && !lab_info->suits(run.experiment()))
    run.open(left[index] ? *left[index] : lab_info->first(), false, ui.now_ms(), lab_info->info.name);
  tell_page();
}

void App::State::follow_experiment() {
  if (!lab_info->needs_engine || lab_info->suits(run.experiment())) return;
  show_lab(first_suiting(run.experiment()), false);
  tell_page();
}

Experiment App::State::lab_start(std::string_view lab) {
  const LabInfo* named = find_piece(all_labs(), lab);
  return named != nullptr && named->first != nullptr ? named->first() : default_experiment();
}

void App::State::open_lab(const PageFields& fields, const Experiment& experiment) {
  std::size_t index = first_suiting(experiment);  // without a name
  for (const auto& [key, value] : fields) {
    if (key != "lab") continue;
    const LabInfo* named = find_piece(all_labs(), value);
    if (named)
      index = static_cast<std::size_t>(index_of(named));
    else
      link_problems.push_back(make_error("lab", {"must be one of {}; got \"{}\"", "必须是 {} 之一，得到“{}”"},
                                         {lab_names(), value.substr(0, 40)}));
  }
  show_lab(index, true);
  for (const auto& [key, value] : fields) {
    if (!key.starts_with(kSettings)) continue;
    Status taken = lab->set_field(std::string_view(key).substr(kSettings.size()), value);
    if (!taken) link_problems.push_back(taken.error());
  }
}

App::State::PageFields App::State::page_fields() const {
  PageFields fields;
  if (lab_info != all_labs().front()) fields.emplace_back("lab", lab_info->info.name);
  for (auto& [key, value] : lab->fields()) fields.emplace_back(std::string(kSettings) + key, std::move(value));
  if (ui.language == Language::zh) fields.emplace_back("lang", "zh");
  if (ui.theme == &dark_theme()) fields.emplace_back("theme", "dark");
  return fields;
}

std::string App::State::link() const {
  return write_link(lab_info->needs_engine ? run.experiment() : default_experiment(), page_fields());
}

/// Has anything that stands in the link changed since the last call?
bool App::State::link_changed() {
  const LinkSeen now{run.edits(), ui.language, ui.theme, lab, lab->edits()};
  if (now == link_seen) return false;
  link_seen = now;
  return true;
}

void App::State::tell_page() {
  host.set_appearance(ui.language == Language::zh ? "zh" : "en", ui.theme->name);
  host.set_lab(lab_info->info.name, ui.t(lab_info->info.label));
}

/// The lab's name beside the brand, as a list of all. Without room for the name, the small one.
void App::State::draw_lab_switch(Rect& rest, float brand_x, float room_beside) {
  const float width = ui.text_width(FontId::body, ui.t(lab_info->info.label)) + 36;
  if (rest.w < width + space::k4 + room_beside) return draw_lab_switch_small(rest, brand_x);
  cut_left(rest, space::k4);
  const Rect strip = cut_left(rest, width, space::k4);
  const Rect r{strip.x, strip.center_y() - kControlHeight / 2, strip.w, kControlHeight};
  const int chosen = select(ui, "labs", r, lab_items(ui), index_of(lab_info), SelectLook::field, ui.t(Str::labs),
                            ui.t(Str::labs_help));
  if (chosen < 0) return;
  switch_lab(static_cast<std::size_t>(chosen));
}

/// A triangle beside the brand, which belongs to the button: `brand_x` is where it begins.
void App::State::draw_lab_switch_small(Rect& rest, float brand_x) {
  const Rect strip = cut_left(rest, 15);
  const float height = ui.touch ? 40 : kControlHeight;
  const Rect r{brand_x, strip.center_y() - height / 2, strip.right() - brand_x, height};
  const Response response = ui.control("labs", r);
  const float x = strip.center_x() + 1.5f;
  const float y = strip.center_y() + 1;
  const Color color = response.hovered || response.held ? ui.theme->accent : ui.theme->second;
  ui.draw().AddTriangleFilled({x - 4.5f, y - 2.5f}, {x + 4.5f, y - 2.5f}, {x, y + 2.5f}, color);
  if (response.focused) ui.focus_outline(r, kControlRadius);
  ui.help(response, "labs", r, ui.t(Str::labs), ui.t(Str::labs_help));
  if (response.clicked) ImGui::OpenPopup("labs");
  const int current = index_of(lab_info);
  const int chosen = popup_list(ui, "labs", r, lab_items(ui), current);
  if (chosen < 0 || chosen == current) return;
  switch_lab(static_cast<std::size_t>(chosen));
}

bool App::take_picture(std::span<const std::uint8_t> grey, int height, int width) {
  State& s = *state_;
  std::vector<float> ink(grey.size());
  if (!find_ink(grey, height, width, ink)) return false;
  std::array<std::uint8_t, 784> pixels;
  center_digit(ink, height, width, pixels);
  if (!s.lab->take_picture(pixels)) {
    s.switch_lab(lab_named("draw"));
    s.lab->take_picture(pixels);
  }
  invalidate();
  return true;
}

}  // namespace downhill
