// The bar at the top: name, numbers, transport, and what concerns the page; and the tab bar of narrow screens.
#include <algorithm>

#include "imgui.h"
#include "shell/app/app_state.hpp"
#include "shell/widgets/button.hpp"
#include "shell/widgets/format.hpp"
#include "shell/widgets/select.hpp"
#include "shell/widgets/time_to_go.hpp"

namespace downhill {
namespace {

constexpr float kPhoneButton = 40;
constexpr int kToGoRank = 5;
constexpr float kStatsRoom = 372;  // of the numbers, before the lab's name gets any

Rect middle(const Rect& r, float height) {
  return {r.x, r.center_y() - height / 2, r.w, height};
}

/// "Down" and "hill": the one word that may use the colour of going down.
void draw_brand(Ui& ui, Rect& rest) {
  const float down = ui.text_width(FontId::title, "Down");
  ui.text("brand", cut_left(rest, down), "Down", FontId::title, ui.theme->ink);
  ui.text("brand", cut_left(rest, ui.text_width(FontId::title, "hill") + 1), "hill", FontId::title, ui.theme->negative);
}

}  // namespace

/// One number of the bar: what it is, and the widest it gets, so that its place never moves.
struct App::State::Stat {
  const char* id;
  Str label;
  Str help;
  const char* widest;
  Short value;
  int rank;  // the lower, the longer it stays when the bar gets narrow
};

/// The numbers that have room, in their fixed order, at the right end of `rest`.
void App::State::draw_stats(Rect& rest, float room_left) {
  const Metrics& m = run.metrics();
  const Stat all[] = {
      {"stat.epoch", Str::epoch, Str::epoch_help, "000,000", format_epoch(m.epoch, run.ready().points.empty()), 2},
      {"stat.train_loss", Str::train_loss, Str::train_loss_help, "0.00000", format_loss(m.train_loss), 3},
      {"stat.test_loss", Str::test_loss, Str::test_loss_help, "0.00000", format_loss(m.test_loss), 0},
      {"stat.accuracy", Str::accuracy, Str::accuracy_help, "100.0 %", format_percent(m.test_accuracy), 1},
      {"stat.speed", Str::speed, Str::speed_help, "88.8 M", format_rate(run.samples_per_second()), 4},
      {"stat.to_go", Str::to_go, Str::to_go, "88 min", time_to_go(ui, run), kToGoRank}};
  const float gap = ui.touch ? space::k3 : space::k5;
  const auto width = [&](const Stat& s) {
    return std::max(ui.text_width(FontId::small, ui.t(s.label)), ui.text_width(FontId::strong, s.widest)) + 2;
  };
  float room = rest.w - room_left + gap - space::k1;  // the last one needs hardly a gap
  int last_rank = -1;
  for (int rank = 0; rank <= kToGoRank; ++rank)
    for (const Stat& s : all) {
      if (s.rank != rank) continue;
      room -= width(s) + gap;
      if (room >= 0) last_rank = rank == last_rank + 1 ? rank : last_rank;
    }
  const auto applies = [&](const Stat& s) {
    return s.rank == kToGoRank ? run.ready().points.empty() : s.rank != 1 || run.ready().classes > 0;
  };
  for (int i = static_cast<int>(std::size(all)) - 1; i >= 0; --i)
    if (all[i].rank <= last_rank && applies(all[i])) draw_stat(cut_right(rest, width(all[i]), gap), all[i]);
}

void App::State::draw_stat(const Rect& r, const Stat& stat) {
  const Rect top{r.x, r.center_y() - 17, r.w, 16};
  ui.text(stat.id, top, ui.t(stat.label), FontId::small, ui.theme->second);
  ui.text(stat.id, {r.x, top.bottom() + 1, r.w, 18}, stat.value, FontId::strong,
          stat.rank == 0 ? ui.theme->accent : ui.theme->ink);
  const Response response = ui.control(stat.id, middle(r, 40), false);
  const std::string help = stat.rank == kToGoRank ? time_to_go_text(ui, run) : ui.t(stat.help);
  ui.help(response, stat.id, r, ui.t(stat.label), help.c_str());
}

void App::State::draw_transport(Rect& rest, float gap) {
  const float height = ui.touch ? kPhoneButton : kControlHeight;
  const float small = ui.touch ? kPhoneButton : kControlHeight;
  if (button(ui, "reset", middle(cut_right(rest, small, gap), height),
             {.icon = Icon::reset, .help = ui.t(Str::reset_help)}))
    run.reset();
  if (button(ui, "step", middle(cut_right(rest, small, gap), height),
             {.icon = Icon::step, .help = ui.t(Str::step_help)}))
    run.step();
  const float width = std::max(button_width(ui, ui.t(Str::play), true), button_width(ui, ui.t(Str::pause), true));
  const bool playing = run.playing();
  if (button(ui, "play", middle(cut_right(rest, width, gap), height),
             {.label = ui.t(playing ? Str::pause : Str::play),
              .icon = playing ? Icon::pause : Icon::play,
              .kind = ButtonKind::primary,
              .help = ui.t(Str::play_help)}))
    toggle_play();
}

void App::State::draw_top_bar(Rect bar) {
  const Theme& theme = *ui.theme;
  ui.fill(bar, theme.panel);
  ui.fill({bar.x, bar.bottom() - 1, bar.w, 1}, theme.line);
  Rect rest = bar.inset(space::k5, 0);
  const bool wide = bar.w >= 1160;
  const float gap = bar.w >= 860 ? space::k2 : space::k1;
  const float height = kControlHeight;

  const std::size_t first = ui.focus.mark();
  const char* share_label = wide ? ui.t(Str::share) : nullptr;
  const char* lesson_label = wide ? ui.t(Str::lesson) : nullptr;
  const auto width = [&](const char* label) { return label ? button_width(ui, label, true) : height; };
  if (button(ui, "share", middle(cut_right(rest, width(share_label), gap), height),
             {.label = share_label, .icon = Icon::share, .help = ui.t(Str::share_help)}))
    share();
  if (button(ui, "lesson", middle(cut_right(rest, width(lesson_label), gap), height),
             {.label = lesson_label, .icon = Icon::lesson, .help = ui.t(Str::lesson_help)}))
    host.open_lesson();
  const bool dark = ui.theme == &dark_theme();
  if (button(ui, "theme", middle(cut_right(rest, height, gap), height),
             {.icon = dark ? Icon::sun : Icon::moon, .help = ui.t(Str::theme_help)}))
    set_theme(dark ? light_theme() : dark_theme());
  const float language_width = std::max(button_width(ui, text_of(Str::language_button).en, false),
                                        button_width(ui, text_of(Str::language_button).zh, false));
  if (button(ui, "language", middle(cut_right(rest, language_width, space::k4), height),
             {.label = ui.t(Str::language_button), .help = ui.t(Str::language_help)}))
    set_language(ui.language == Language::en ? Language::zh : Language::en);
  if (lab_info->needs_engine) draw_run_controls(rest, wide, gap);
  ui.focus.turn_round(first);
  cut_right(rest, space::k4);

  const std::size_t right = ui.focus.mark();
  const float brand_x = rest.x;
  draw_brand(ui, rest);
  draw_lab_switch(rest, brand_x, lab_info->needs_engine ? kStatsRoom : 0);
  ui.focus.bring_forward(first, right);
  if (lab_info->needs_engine) draw_stats(rest, space::k4);
}

/// Undo, pace and transport: what only a lab with an engine has.
void App::State::draw_run_controls(Rect& rest, bool wide, float gap) {
  const float height = kControlHeight;
  if (button(ui, "redo", middle(cut_right(rest, height, gap), height),
             {.icon = Icon::redo, .enabled = run.history().can_redo(), .help = ui.t(Str::redo_help)}))
    redo();
  if (button(ui, "undo", middle(cut_right(rest, height, space::k4), height),
             {.icon = Icon::undo, .enabled = run.history().can_undo(), .help = ui.t(Str::undo_help)}))
    undo();
  draw_pace(middle(cut_right(rest, wide ? 104 : height, gap), height), wide);
  draw_transport(rest, gap);
}

void App::State::set_pace(int index) {
  run.set_pace(static_cast<Pace>(index));
}

void App::State::draw_pace(const Rect& r, bool with_label) {
  const std::vector<SelectItem> items = {
      {"slow", ui.t(Str::pace_slow)}, {"normal", ui.t(Str::pace_normal)}, {"full", ui.t(Str::pace_full)}};
  const int current = static_cast<int>(run.pace());
  int chosen = -1;
  if (with_label) {
    chosen =
        select(ui, "pace", r, items, current, SelectLook::field, ui.t(Str::speed_choice), ui.t(Str::speed_choice_help));
  } else {
    if (button(ui, "pace", r, {.icon = Icon::gauge, .help = ui.t(Str::speed_choice_help)})) ImGui::OpenPopup("pace");
    chosen = popup_list(ui, "pace", r, items, current);
  }
  if (chosen >= 0) set_pace(chosen);
}

void App::State::draw_compact_bar(Rect bar) {
  ui.fill(bar, ui.theme->panel);
  ui.fill({bar.x, bar.bottom() - 1, bar.w, 1}, ui.theme->line);
  Rect rest = bar.inset(space::k3, 0);
  const Rect more = middle(cut_right(rest, kPhoneButton, 6), kPhoneButton);
  const std::size_t first = ui.focus.mark();
  if (button(ui, "more", more, {.icon = Icon::more, .kind = ButtonKind::quiet})) ImGui::OpenPopup("more");
  if (lab_info->needs_engine) draw_transport(rest, 6);
  ui.focus.turn_round(first);
  const std::size_t right = ui.focus.mark();
  const float brand_x = rest.x;
  draw_brand(ui, rest);
  draw_lab_switch_small(rest, brand_x);
  ui.focus.bring_forward(first, right);
  if (lab_info->needs_engine)
    draw_stats(rest, 0);
  else
    ui.text("lab.name", {rest.x + space::k2, rest.y, rest.w - space::k2, rest.h}, ui.t(lab_info->info.label),
            FontId::body, ui.theme->second);
  draw_more_menu(more);
}

void App::State::draw_more_menu(const Rect& anchor) {
  const bool dark = ui.theme == &dark_theme();
  constexpr Str kPaces[] = {Str::pace_slow, Str::pace_normal, Str::pace_full};
  const int pace = static_cast<int>(run.pace());
  const std::string pace_label = std::string(ui.t(Str::speed_choice)) + " · " + ui.t(kPaces[pace]);
  std::vector<SelectItem> items = {
      {"language", ui.t(Str::language_entry), nullptr, Icon::language},
      {"theme", ui.t(dark ? Str::theme_light : Str::theme_dark), nullptr, dark ? Icon::sun : Icon::moon},
      {"lesson", ui.t(Str::lesson), nullptr, Icon::lesson},
      {"share", ui.t(Str::share), nullptr, Icon::share}};
  const bool engine = lab_info->needs_engine;
  if (engine) items.push_back({"pace", pace_label.c_str(), nullptr, Icon::gauge});
  if (engine && run.history().can_undo()) items.push_back({"undo", ui.t(Str::undo), nullptr, Icon::undo});
  if (engine && run.history().can_redo()) items.push_back({"redo", ui.t(Str::redo), nullptr, Icon::redo});
  const int chosen = popup_list(ui, "more", anchor, items, -1);
  if (chosen < 0) return;
  const std::string_view value = items[static_cast<std::size_t>(chosen)].value;
  if (value == "language") set_language(ui.language == Language::en ? Language::zh : Language::en);
  if (value == "theme") set_theme(dark ? light_theme() : dark_theme());
  if (value == "pace") set_pace((pace + 1) % 3);
  if (value == "lesson") host.open_lesson();
  if (value == "share") share();
  if (value == "undo") undo();
  if (value == "redo") redo();
}

void App::State::draw_tabs(const Rect& bar) {
  const Theme& theme = *ui.theme;
  ui.fill(bar, theme.panel);
  ui.fill({bar.x, bar.y, bar.w, 1}, theme.line);
  const auto tabs = lab->tabs();
  const float width = bar.w / static_cast<float>(tabs.size());
  Rect rest = bar;
  for (int i = 0; i < static_cast<int>(tabs.size()); ++i) {
    const Lab::Tab& t = tabs[static_cast<std::size_t>(i)];
    const Rect r = cut_left(rest, width);
    const std::string id = std::string("tab.") + t.id;
    const Response response = ui.control(id.c_str(), r);
    const Color color = i == tab ? theme.accent : theme.second;
    ui.icon({r.x, r.y + 8, r.w, 22}, t.icon, color);
    ui.text(id.c_str(), {r.x + 2, r.y + 32, r.w - 4, 16}, ui.t(t.label), FontId::small, color, Align::center);
    if (response.focused) ui.focus_outline(r.inset(4), kControlRadius);
    if (response.clicked) {
      tab = i;
      owe(2);
    }
  }
}

}  // namespace downhill
