#pragma once
#include <memory>
#include <string>
#include <vector>

#include "imgui.h"
#include "shell/app/app.hpp"
#include "shell/app/hit_registry.hpp"
#include "shell/app/ui.hpp"

namespace downhill {

/// A host without a screen: real fonts, a clock that the test moves, and a memory of what it was asked.
class StageHost final : public AppHost {
 public:
  StageHost();
  std::span<const std::uint8_t> font(FontFile file) override { return fonts_[static_cast<int>(file)]; }
  double now_ms() const override { return clock_ms; }
  void request_frame() override {}
  void set_hash(std::string_view value) override { hash = value; }
  void share(std::string_view value) override { shared = value; }
  bool open_text_field(const TextFieldRequest& request) override {
    field = request;
    return true;
  }
  void close_text_field() override {}
  void open_lesson() override { ++lessons; }
  void set_appearance(const char*, const char*) override {}
  void load_pictures(std::string_view dataset) override { pictures_asked.emplace_back(dataset); }
  bool opens_pictures() const override { return true; }
  void choose_picture() override { ++pictures_chosen; }
  void set_lab(const char* name, const char* title) override {
    lab = name;
    lab_title = title;
  }
  void announce(std::string_view sentence) override { announced.emplace_back(sentence); }
  void release_focus(bool) override { ++releases; }
  void reload() override {}
  bool has_fonts() const { return !fonts_[0].empty() && !fonts_[3].empty(); }

  double clock_ms = 1000;
  std::string hash;
  std::string shared;
  TextFieldRequest field;
  std::string lab;
  std::string lab_title;
  std::vector<std::string> announced;
  std::vector<std::string> pictures_asked;
  int pictures_chosen = 0;
  int lessons = 0;
  int releases = 0;

 private:
  std::vector<std::uint8_t> fonts_[4];
};

/// Textures that only count.
class StageTextures final : public TextureStore {
 public:
  void upload(TextureSlot slot, int, int, const std::uint32_t*) override { ++uploads[static_cast<int>(slot)]; }
  void* handle(TextureSlot slot) const override {
    return reinterpret_cast<void*>(static_cast<std::intptr_t>(slot) + 1);
  }
  int uploads[kTextureSlots] = {};
};

/// The application on a stage: an ImGui context without a backend, and hands to press things with.
class Stage {
 public:
  explicit Stage(float width = 1280, float height = 800, const std::string& hash = "", float scale = 1);
  ~Stage();

  void resize(float width, float height);
  /// So many turns of the loop, 20 ms each; draws only what the application wants to be drawn, or always.
  void turn(int count = 1, bool always = true);
  /// Turns until the condition holds; false after `limit` turns.
  template <class Condition>
  bool until(Condition condition, int limit = 600) {
    for (int i = 0; i < limit; ++i) {
      if (condition()) return true;
      turn();
    }
    return condition();
  }

  void click(const std::string& id);
  void drag(const std::string& id, float from, float to);  // parts of its width
  void press(ImGuiKey key, bool shift = false, bool control = false);
  Rect rect(const std::string& id) const;

  /// A value of state_json(), as text.
  std::string state(const std::string& key) const;
  double number(const std::string& key) const;
  bool notice(const char* name) const { return state("notices").find(name) != std::string::npos; }

  StageHost host;
  StageTextures textures;
  std::unique_ptr<App> app;

 private:
  float scale_;
};

/// Faults of the last frame's layout: cut labels, controls that overlap or lie outside. Empty: none.
std::string layout_faults(const Stage& stage, float width, float height);

}  // namespace downhill
