#include "shell/app/app.hpp"

#include <algorithm>
#include <cmath>

#include "imgui.h"
#include "imgui_internal.h"
#include "shell/app/app_state.hpp"
#include "shell/labs/registry.hpp"
#include "shell/widgets/time_to_go.hpp"

namespace downhill {
namespace {

constexpr float kTopBar = 52;
constexpr float kTabBar = 56;
constexpr float kTabbedBelowWidth = 700;
constexpr float kTabbedBelowHeight = 540;
constexpr double kHashDelayMs = 250;
constexpr double kToastMs = 4000;
constexpr int kFramesAfterInput = 2;  // ImGui shows the effect of a click one frame later

}  // namespace

App::State::State(AppHost& host_in, TextureStore& textures, std::unique_ptr<EngineClient> engine)
    : host(host_in), ui(host_in, textures), run(std::move(engine)) {
  ui.opens_pictures = host.opens_pictures();
  labs.resize(all_labs().size());
  left.resize(all_labs().size());
  show_lab(0, true);
}

App::App(AppHost& host, TextureStore& textures, std::unique_ptr<EngineClient> engine)
    : state_(std::make_unique<State>(host, textures, std::move(engine))) {
  ImGui::GetIO().IniFilename = nullptr;
  state_->style_imgui();
}

App::~App() = default;

void App::State::style_imgui() const {
  ImGuiStyle& style = ImGui::GetStyle();
  style.WindowPadding = {0, 0};
  style.WindowBorderSize = 0;
  style.WindowMinSize = {1, 1};
  style.ItemSpacing = {0, 0};
  style.ChildBorderSize = 0;
  style.AntiAliasedLinesUseTex = false;  // our lines have fractional widths
  style.CircleTessellationMaxError = 0.2f;
  style.CurveTessellationTol = 0.8f;
}

void App::open(std::string_view hash) {
  State& s = *state_;
  if (hash == s.hash_sent && !hash.empty()) return;  // our own link coming back
  LinkState link = read_link(hash, State::lab_start);
  for (const auto& [key, value] : link.page_fields) {
    if (key == "lang") s.ui.language = value == "zh" ? Language::zh : Language::en;
    if (key == "theme") s.ui.theme = value == "dark" ? &dark_theme() : &light_theme();
  }
  s.link_problems = std::move(link.problems);
  s.hash_sent = hash;
  s.open_lab(link.page_fields, link.experiment);
  const bool suits = !s.lab_info->needs_engine || s.lab_info->suits(link.experiment);
  if (!suits)
    s.link_problems.push_back(make_error("lab",
                                         {"\"{}\" cannot show this data set or network, so it begins with its own",
                                          "“{}”不能显示这个数据集或网络，因此从它自己的开始"},
                                         {s.lab_info->info.name}));
  // A link to a lab without an engine says nothing of the experiment: it stays as it was left.
  if (s.lab_info->needs_engine || !s.run_opened)
    s.run.open(suits ? link.experiment : s.lab_info->first(), s.run.playing(), s.host.now_ms());
  s.run_opened = true;
  s.tell_page();
  invalidate();
}

void App::update() {
  State& s = *state_;
  const double now = s.host.now_ms();
  if (s.run.update(now)) s.owe(1);
  if (const std::string dataset = s.run.files().take_request(); !dataset.empty()) s.host.load_pictures(dataset);
  s.follow_experiment();
  s.watch_run();
  s.update_hash(now);
}

/// What changes without the user's doing is said aloud, and drawn.
void App::State::watch_run() {
  const bool failure = !run.engine_failure().empty();
  const bool diverged = run.diverged().has_value();
  if (failure != saw_failure) {
    saw_failure = failure;
    owe(kFramesAfterInput);
    if (failure) host.announce(std::string(ui.t(Str::engine_title)) + ". " + run.engine_failure());
  }
  if (diverged != saw_diverged) {
    saw_diverged = diverged;
    owe(kFramesAfterInput);
    if (diverged) host.announce(ui.t(Str::diverged_title));
  }
  if (run.epochs_done() != saw_done) {
    saw_done = run.epochs_done();
    if (saw_done) {
      toast = time_to_go_text(ui, run);
      toast_until_ms = host.now_ms() + kToastMs;
      owe(kFramesAfterInput);
    }
  }
  if (run.playing() != saw_playing) {
    saw_playing = run.playing();
    announce_state();
  }
}

void App::State::announce_state() {
  owe(1);
  if (run.playing())
    host.announce(ui.t(Str::started));
  else if (!run.diverged() && run.metrics().step > 0)
    host.announce(format_text(ui.t(Str::paused), {number_text(std::round(run.metrics().epoch * 10) / 10),
                                                  number_text(std::round(run.metrics().test_loss * 1000) / 1000)}));
}

void App::State::update_hash(double now_ms) {
  // A dragged slider changes the link many times a second; browsers allow far fewer changes of the address.
  if (hash_due_ms < 0 || now_ms < hash_due_ms) return;
  hash_due_ms = -1;
  std::string hash = link();
  if (hash == hash_sent) return;
  hash_sent = std::move(hash);
  host.set_hash(hash_sent);
}

bool App::wants_frame() const {
  const State& s = *state_;
  if (s.frames_owed > 0 || s.fonts_stale) return true;
  if (!ImGui::GetCurrentContext()->InputEventsQueue.empty()) return true;
  const double wake = s.ui.wake_time();
  return wake >= 0 && s.host.now_ms() >= wake;
}

double App::sleep_ms() const {
  const State& s = *state_;
  if (wants_frame()) return 0;
  if (s.run.busy()) return 4;
  const double now = s.host.now_ms();
  double sleep = -1;
  for (const double due : {s.ui.wake_time(), s.hash_due_ms})
    if (due >= 0) sleep = sleep < 0 ? std::max(due - now, 1.0) : std::min(sleep, std::max(due - now, 1.0));
  return sleep;
}

bool App::prepare_fonts(float scale) {
  State& s = *state_;
  if (!s.fonts_stale && scale == s.ui.fonts.scale()) return false;
  s.fonts_stale = false;
  s.ui.fonts.build(s.host, scale);
  return true;
}

void App::pictures_progress(std::string_view dataset, double fraction, std::string_view problem) {
  state_->run.pictures_progress(dataset, fraction, problem);
  state_->owe(1);
}

void App::supply(Supply pictures) {
  state_->run.supply(std::move(pictures));
}

void App::fonts_arrived() {
  state_->fonts_stale = true;
}

void App::invalidate() {
  state_->owe(kFramesAfterInput);
}

void App::frame() {
  State& s = *state_;
  Ui& ui = s.ui;
  const double start = s.host.now_ms();
  s.frames_owed = std::max(0, s.frames_owed - 1);
  if (!ImGui::GetCurrentContext()->InputEventsQueue.empty()) s.owe(kFramesAfterInput);
  ImGui::NewFrame();
  const ImVec2 display = ImGui::GetIO().DisplaySize;
  s.tabbed = display.x < kTabbedBelowWidth || display.y < kTabbedBelowHeight;
  ui.touch = s.tabbed;
  ui.begin_frame(start);
  s.handle_keys();  // walks over the controls of the frame before
  ui.focus.begin_frame();

  ImGui::SetNextWindowPos({0, 0});
  ImGui::SetNextWindowSize(display);
  ImGui::Begin("##downhill", nullptr,
               ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoBackground | ImGuiWindowFlags_NoSavedSettings |
                   ImGuiWindowFlags_NoBringToFrontOnFocus | ImGuiWindowFlags_NoScrollWithMouse |
                   ImGuiWindowFlags_NoNav);
  Rect rest{0, 0, display.x, display.y};
  const Rect bar = cut_top(rest, kTopBar);
  const Rect tabs = s.tabbed ? cut_bottom(rest, kTabBar) : Rect{};
  // In the order in which the keyboard walks.
  s.tabbed ? s.draw_compact_bar(bar) : s.draw_top_bar(bar);
  s.draw_notices(rest);
  s.follow_experiment();  // keys and the bar may have undone something
  s.lab->draw(ui, s.run, rest, s.tabbed ? s.tab : -1);
  if (s.lab->take_picture_wish()) s.host.choose_picture();
  if (s.tabbed) s.draw_tabs(tabs);
  ImGui::End();
  s.draw_toast();
  ui.draw_text_field();
  ui.end_frame();
  ImGui::Render();
  if (s.link_changed() && s.hash_due_ms < 0) {
    s.owe(1);
    s.hash_due_ms = start + kHashDelayMs;
  }
  s.last_build_ms = s.host.now_ms() - start;
  ++s.frames_drawn;
}

void App::text_committed(std::string_view id, std::string_view value) {
  state_->ui.commit_text(id, value);
  invalidate();
}

void App::text_cancelled(std::string_view) {
  state_->ui.close_text_field();
  invalidate();
}

bool App::tab_leaves(bool backwards) const {
  return state_->ui.focus.leaves(backwards);
}

void App::State::set_language(Language language) {
  if (ui.language == language) return;
  ui.language = language;
  tell_page();
  owe(kFramesAfterInput);
}

void App::State::set_theme(const Theme& theme) {
  if (ui.theme == &theme) return;
  ui.theme = &theme;
  tell_page();
  owe(kFramesAfterInput);
}

void App::State::toggle_play() {
  if (!lab_info->needs_engine) return lab->press(LabKey::play);
  run.playing() ? run.pause() : run.play();
}

void App::State::share() {
  hash_sent = link();
  host.set_hash(hash_sent);
  host.share(hash_sent);
  toast = ui.t(Str::shared);
  toast_until_ms = ui.now_ms() + 2500;
}

void App::State::undo() {
  run.undo();
  owe(kFramesAfterInput);
}

void App::State::redo() {
  run.redo();
  owe(kFramesAfterInput);
}

void App::set_language(std::string_view language) {
  state_->set_language(language == "zh" ? Language::zh : Language::en);
}
void App::set_theme(std::string_view theme) {
  state_->set_theme(theme == "dark" ? dark_theme() : light_theme());
}
void App::play(std::uint64_t until_step) {
  state_->run.play(until_step);
}
void App::pause() {
  state_->run.pause();
}
void App::step() {
  state_->run.step();
}
void App::reset() {
  state_->run.reset();
}

std::uint32_t App::background() const {
  return state_->ui.theme->page;
}
void App::select_tab(int index) {
  state_->tab = std::clamp(index, 0, static_cast<int>(state_->lab->tabs().size()) - 1);
  invalidate();
}
bool App::is_playing() const {
  return state_->run.playing();
}
std::uint64_t App::steps_done() const {
  return state_->run.metrics().step;
}

std::optional<Rect> App::item_rect(std::string_view id) const {
  return state_->ui.hits.find(id);
}
const HitRegistry& App::hits() const {
  return state_->ui.hits;
}
const Ui& App::ui() const {
  return state_->ui;
}

}  // namespace downhill
