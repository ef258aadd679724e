#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "shell/app/geometry.hpp"
#include "shell/app/host.hpp"
#include "shell/app/textures.hpp"
#include "shell/client/engine_client.hpp"

namespace downhill {

class HitRegistry;
class Ui;

/// The whole interface, without a platform: no window, no OpenGL, no browser, no clock of its own.
///
///   App app(host, textures, make_thread_client());   // an ImGui context must be current
///   app.open(hash);
///   loop:
///     app.update();                                  // engine events in, commands out; cheap, call it often
///     if (app.wants_frame()) {
///       if (app.prepare_fonts(scale)) <backend uploads the font texture again>;
///       <backend NewFrame>; app.frame(); <backend draws ImGui::GetDrawData()>;
///     }
///     sleep for app.sleep_ms() at most
class App {
 public:
  App(AppHost& host, TextureStore& textures, std::unique_ptr<EngineClient> engine);
  ~App();
  App(const App&) = delete;
  App& operator=(const App&) = delete;

  /// Takes over the state in a link (without '#'); at the start, and when the address changes later.
  void open(std::string_view hash);

  /// Takes engine events and sends what is due. An engine without its own thread works in here, 8 ms at most.
  void update();

  /// Is there anything new to see? An idle application draws nothing.
  bool wants_frame() const;

  /// How long the loop may sleep when no input comes: 0 work is waiting, negative: for ever.
  double sleep_ms() const;

  /// Builds the font atlas when it is missing or `scale` (framebuffer pixels per logical pixel) changed.
  /// true: the backend must upload it. Call before the backend's NewFrame.
  bool prepare_fonts(float scale);
  void fonts_arrived();

  /// The files of a data set come along: `fraction` of them, or (not empty) why they cannot be had, in one sentence.
  void pictures_progress(std::string_view dataset, double fraction, std::string_view problem);

  /// Pictures for the engine, from a host that has them in its own memory.
  void supply(Supply pictures);

  /// A picture of the reader's own, grey, of any size: goes to the lab on the screen, or to the one for drawing.
  /// false: there is nothing drawn on it.
  bool take_picture(std::span<const std::uint8_t> grey, int height, int width);

  /// One frame: ImGui::NewFrame() ... ImGui::Render(). It draws on background(), 0xAABBGGRR, which the platform clears to.
  void frame();
  std::uint32_t background() const;

  /// Draw again although nothing of ours changed (resized, became visible).
  void invalidate();

  void text_committed(std::string_view id, std::string_view value);
  void text_cancelled(std::string_view id);

  /// Would Tab leave the canvas now? The page asks before it keeps the key from the browser.
  bool tab_leaves(bool backwards) const;

  // Commands a page, a keyboard or a test may give.
  void set_language(std::string_view language);
  void set_theme(std::string_view theme);
  void play(std::uint64_t until_step = 0);  // 0: until paused
  void pause();
  void step();
  void reset();
  void select_tab(int index);  // of a narrow screen

  bool is_playing() const;
  std::uint64_t steps_done() const;

  /// Where a control was drawn in the last frame; ids are listed in shell/app/hit_registry.hpp.
  std::optional<Rect> item_rect(std::string_view id) const;

  /// Run state, numbers, link, notices, frames drawn, as JSON; for tests and for the page beside the canvas.
  std::string state_json() const;

  /// All controls and cut labels of the last frame, and fonts; for tests of the layout.
  const HitRegistry& hits() const;
  const Ui& ui() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace downhill
