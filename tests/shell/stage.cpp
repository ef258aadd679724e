#include "tests/shell/stage.hpp"

#include <doctest/doctest.h>

#include <cstdlib>
#include <fstream>
#include <iterator>

namespace downhill {

StageHost::StageHost() {
  constexpr const char* kFiles[] = {"inter-regular.ttf", "inter-semibold.ttf", "icons.ttf", "noto-sc.ttf"};
  for (int i = 0; i < 4; ++i) {
    std::ifstream file(std::string(DOWNHILL_SOURCE_DIR "/build/fonts/") + kFiles[i], std::ios::binary);
    fonts_[i].assign(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
  }
}

Stage::Stage(float width, float height, const std::string& hash, float scale) : scale_(scale) {
  REQUIRE(ImGui::GetCurrentContext() == nullptr);  // one stage at a time
  ImGui::CreateContext();
  resize(width, height);
  app = std::make_unique<App>(host, textures, make_inline_client());
  app->open(hash);
  turn(6);
}

Stage::~Stage() {
  app.reset();
  ImGui::DestroyContext();
}

void Stage::resize(float width, float height) {
  ImGuiIO& io = ImGui::GetIO();
  io.DisplaySize = {width, height};
  io.DisplayFramebufferScale = {scale_, scale_};
  if (app) app->invalidate();
}

void Stage::turn(int count, bool always) {
  for (int i = 0; i < count; ++i) {
    host.clock_ms += 20;
    app->update();
    if (!always && !app->wants_frame()) continue;
    app->prepare_fonts(scale_);
    ImGui::GetIO().DeltaTime = 0.02f;
    app->frame();
  }
}

Rect Stage::rect(const std::string& id) const {
  const auto found = app->item_rect(id);
  return found ? *found : Rect{};
}

void Stage::click(const std::string& id) {
  const Rect r = rect(id);
  ImGuiIO& io = ImGui::GetIO();
  io.AddMousePosEvent(r.center_x(), r.center_y());
  turn(2);
  io.AddMouseButtonEvent(0, true);
  turn(2);
  io.AddMouseButtonEvent(0, false);
  turn(3);
}

void Stage::drag(const std::string& id, float from, float to) {
  const Rect r = rect(id);
  ImGuiIO& io = ImGui::GetIO();
  io.AddMousePosEvent(r.x + r.w * from, r.center_y());
  turn(2);
  io.AddMouseButtonEvent(0, true);
  turn(2);
  for (int i = 1; i <= 8; ++i) {
    io.AddMousePosEvent(r.x + r.w * (from + (to - from) * static_cast<float>(i) / 8), r.center_y());
    turn();
  }
  io.AddMouseButtonEvent(0, false);
  turn(3);
}

void Stage::press(ImGuiKey key, bool shift, bool control) {
  ImGuiIO& io = ImGui::GetIO();
  io.AddKeyEvent(ImGuiMod_Shift, shift);
  io.AddKeyEvent(ImGuiMod_Ctrl, control);
  io.AddKeyEvent(key, true);
  turn(2);
  io.AddKeyEvent(key, false);
  io.AddKeyEvent(ImGuiMod_Shift, false);
  io.AddKeyEvent(ImGuiMod_Ctrl, false);
  turn(2);
}

std::string Stage::state(const std::string& key) const {
  const std::string json = app->state_json();
  const std::size_t at = json.find('"' + key + "\":");
  if (at == std::string::npos) return "";
  std::size_t first = at + key.size() + 3;
  std::size_t end = json[first] == '"'   ? json.find('"', ++first)
                    : json[first] == '[' ? json.find(']', first) + 1
                                         : json.find_first_of(",}", first);
  return json.substr(first, end - first);
}

double Stage::number(const std::string& key) const {
  return std::atof(state(key).c_str());
}

std::string layout_faults(const Stage& stage, float width, float height) {
  std::string faults;
  for (const HitRegistry::Cut& cut : stage.app->hits().cuts())
    faults += "cut " + cut.id + " \"" + cut.text + "\" " + std::to_string(cut.width) + " > " +
              std::to_string(cut.room) + "\n";
  const auto& entries = stage.app->hits().entries();
  for (std::size_t i = 0; i < entries.size(); ++i) {
    const auto& a = entries[i];
    if (!a.control) {
      if (!std::string_view(a.id).ends_with(".title")) continue;
      for (const auto& b : entries)
        if (b.control && a.layer == b.layer && a.scrolled == b.scrolled && a.rect.inset(-3, 0).overlaps(b.rect) &&
            b.rect.h < 60)
          faults += std::string("title ") + a.id + " touches " + b.id + "\n";
      continue;
    }
    if (a.rect.x < -0.5f || a.rect.right() > width + 0.5f) faults += std::string("outside ") + a.id + "\n";
    if (a.rect.y < -0.5f && a.layer == 1) faults += std::string("above ") + a.id + "\n";
    for (std::size_t j = i + 1; j < entries.size(); ++j) {
      const auto& b = entries[j];
      if (!b.control || a.layer != b.layer || !a.rect.inset(0.5f).overlaps(b.rect.inset(0.5f))) continue;
      // What is scrolled out of sight lies under the bars and takes no pointer there.
      if (a.scrolled != b.scrolled) continue;
      faults += std::string("overlap ") + a.id + " and " + b.id + "\n";
    }
  }
  (void)height;
  return faults;
}

}  // namespace downhill
