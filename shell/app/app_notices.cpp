// What the user must be told: a diverged run, a refused field, a dead engine, a link with faults; and passing remarks.
#include <algorithm>

#include "imgui.h"
#include "imgui_internal.h"
#include "shell/app/app_state.hpp"
#include "shell/widgets/format.hpp"

namespace downhill {
namespace {

constexpr std::size_t kProblemsShown = 3;

std::string problem_text(const Ui& ui, const std::vector<Error>& problems) {
  std::string text = ui.t(Str::link_body);
  for (std::size_t i = 0; i < problems.size() && i < kProblemsShown; ++i) {
    const Error& e = problems[i];
    const bool more = i + 1 < problems.size();
    text += ui.language == Language::zh ? e.place + "：" + e.zh + (more ? "；" : "")
                                        : "  " + e.place + ": " + e.en + (more ? ";" : "");
  }
  if (problems.size() > kProblemsShown) text += "  …";
  return text;
}

/// "dense2" as the interface calls it: "Layer 2 (dense2)".
std::string layer_text(const Ui& ui, const Ready& ready, const std::string& name) {
  int layer = 0;
  int layers = 0;
  for (const NodeInfo& node : ready.nodes) {
    if (node.weight >= 0) ++layers;
    if (node.name == name) layer = layers;
  }
  if (layer == 0) return name.empty() ? "–" : name;
  const std::string own =
      layer == layers ? ui.t(Str::output_layer) : format_text(ui.t(Str::hidden_layer), {std::to_string(layer)});
  return own + (ui.language == Language::zh ? "（" + name + "）" : " (" + name + ")");
}

/// Draws one banner across `area` and takes its place off it.
BannerAnswer show(Ui& ui, Rect& area, const BannerSpec& spec) {
  const float margin = ui.touch ? 10.f : 12.f;
  const float width = area.w - 2 * margin;
  const float height = banner_height(ui, width, spec);
  cut_top(area, margin);
  const Rect r = cut_top(area, height);
  return banner(ui, {r.x + margin, r.y, width, height}, spec);
}

}  // namespace

void App::State::draw_notices(Rect& area) {
  const std::string failure = run.engine_failure();
  if (!failure.empty()) {
    const BannerSpec spec{ui.t(Str::engine_title), failure.c_str(), "notice.restart", ui.t(Str::engine_restart),
                          nullptr};
    if (show(ui, area, spec) == BannerAnswer::act && run.restart_engine()) {
      toast = ui.t(Str::engine_resumed);
      toast_until_ms = ui.now_ms() + 4000;
    }
    return;
  }
  if (run.diverged()) {
    const Stopped& stopped = *run.diverged();
    const std::string body = format_text(
        ui.t(Str::diverged_body), {std::to_string(stopped.failed_step), layer_text(ui, run.ready(), stopped.layer)});
    const auto rate = run.calmer_learning_rate();
    const char* sentence = ui.t(ui.touch ? Str::recover_short : Str::recover_with);
    const std::string action = rate ? format_text(sentence, {format_value(*rate).text}) : ui.t(Str::recover_plain);
    const BannerSpec spec{ui.t(Str::diverged_title), body.c_str(), "notice.recover", action.c_str(), nullptr};
    if (show(ui, area, spec) == BannerAnswer::act) run.recover(ui.now_ms());
    return;
  }
  if (run.rejected()) {
    const Error& e = *run.rejected();
    const std::string body = ui.language == Language::zh ? e.place + "：" + e.zh : e.place + ": " + e.en;
    const BannerSpec spec{ui.t(Str::refused_title), body.c_str(), nullptr, nullptr, "notice.dismiss"};
    if (show(ui, area, spec) == BannerAnswer::dismiss) run.dismiss_rejected();
    return;
  }
  if (!link_problems.empty()) {
    const std::string body = problem_text(ui, link_problems);
    const BannerSpec spec{ui.t(Str::link_title), body.c_str(), nullptr, nullptr, "notice.dismiss"};
    if (show(ui, area, spec) == BannerAnswer::dismiss) link_problems.clear();
  }
}

std::string App::State::notice_names() const {
  std::string names;
  const auto add = [&names](const char* name) { names += (names.empty() ? "\"" : ",\"") + std::string(name) + "\""; };
  if (!run.engine_failure().empty()) add("engine");
  if (run.diverged()) add("diverged");
  if (run.rejected()) add("rejected");
  if (!link_problems.empty()) add("link");
  if (!toast.empty()) add("toast");
  return "[" + names + "]";
}

void App::State::draw_toast() {
  if (std::string complaint = ui.take_complaint(); !complaint.empty()) {
    host.announce(complaint);
    toast = std::move(complaint);
    toast_until_ms = ui.now_ms() + 4000;
  }
  if (toast.empty()) return;
  if (ui.now_ms() >= toast_until_ms) {
    toast.clear();
    return;
  }
  ui.wake_at(toast_until_ms);
  const ImVec2 display = ImGui::GetIO().DisplaySize;
  const float width = std::min(ui.text_width(FontId::body, toast.c_str()) + 2 * space::k4 + 2, display.x - 20);
  const float height = 38;
  const Rect r{(display.x - width) / 2, display.y - height - (tabbed ? 56 : 0) - 20, width, height};
  ImGui::SetNextWindowPos({r.x - 4, r.y - 4});
  ImGui::SetNextWindowSize({r.w + 8, r.h + 8});
  ImGui::Begin("##toast", nullptr,
               ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoInputs | ImGuiWindowFlags_NoBackground |
                   ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoFocusOnAppearing);
  ImGui::BringWindowToDisplayFront(ImGui::GetCurrentWindow());
  ui.fill(r, ui.theme->ink, kControlRadius);
  ui.text("toast", r.inset(space::k4, 0), toast.c_str(), FontId::body, ui.theme->panel, Align::center);
  ImGui::End();
}

}  // namespace downhill
