// The shell as the browser sees it: C functions called by web/shell_host.js and web/input.js. No function waits, none
// draws unless there is something new; the page owns the clock.
#include <emscripten.h>

#include <algorithm>
#include <memory>
#include <optional>
#include <string>

#include "imgui.h"
#include "imgui_internal.h"
#include "shell/app/app.hpp"
#include "shell/app/ui.hpp"
#include "shell/platform/web/gl_window.hpp"
#include "shell/platform/web/web_host.hpp"
#include "shell/platform/web/web_input.hpp"

EM_JS(void, downhill_js_set_cursor, (int cursor), { Module['host'].set_cursor(cursor); })

namespace downhill {
namespace {

// ImGui spreads quick input (press and release in one moment) over frames and shows its effect one frame later.
constexpr int kFramesAfterInput = 3;

struct WebShell {
  GlWindow window;
  WebHost host;
  std::unique_ptr<App> app;
  float scale = 1;
  double last_frame_ms = 0;
  double build_ms = 0;
  int owed_frames = 0;
  int cursor = -1;

  bool is_due() const { return app && (owed_frames > 0 || app->wants_frame()); }

  void build_frame() {
    const double started = emscripten_get_now();
    ImGuiIO& io = ImGui::GetIO();
    io.DeltaTime = static_cast<float>(std::min(0.1, std::max(0.0001, (started - last_frame_ms) / 1000)));
    last_frame_ms = started;
    if (owed_frames > 0) owed_frames -= 1;
    if (app->prepare_fonts(scale)) window.upload_fonts();
    app->frame();
    build_ms = emscripten_get_now() - started;
    if (!ImGui::GetCurrentContext()->InputEventsQueue.empty()) owed_frames = kFramesAfterInput;
    if (const int wanted = ImGui::GetMouseCursor(); wanted != cursor) downhill_js_set_cursor(cursor = wanted);
  }

  void work_off_input() {
    for (int i = 0; i < 20 && !ImGui::GetCurrentContext()->InputEventsQueue.empty(); ++i) build_frame();
  }

  void input_came() { owed_frames = kFramesAfterInput; }
};

WebShell& shell() {
  static WebShell instance;
  return instance;
}

std::string returned_text;  // what the last call returned, until the next one

}  // namespace
}  // namespace downhill

using downhill::shell;

extern "C" {

/// Room for the bytes of a font file (FontFile); call downhill_shell_font_arrived() when they are there.
EMSCRIPTEN_KEEPALIVE std::uint8_t* downhill_shell_font_buffer(int file, std::uint32_t size) {
  return shell().host.font_buffer(static_cast<downhill::FontFile>(file), size);
}
EMSCRIPTEN_KEEPALIVE void downhill_shell_font_arrived() {
  if (!shell().app) return;
  shell().app->fonts_arrived();
  shell().host.request_frame();
}

/// false: no WebGL2.
EMSCRIPTEN_KEEPALIVE int downhill_shell_start(const char* hash) {
  IMGUI_CHECKVERSION();
  ImGui::CreateContext();
  ImGui::GetIO().IniFilename = nullptr;
  if (!shell().window.open()) return 0;
  shell().app = std::make_unique<downhill::App>(shell().host, shell().window, downhill::make_web_client());
  shell().app->open(hash);
  return 1;
}

EMSCRIPTEN_KEEPALIVE void downhill_shell_open(const char* hash) {
  shell().app->open(hash);
}

EMSCRIPTEN_KEEPALIVE void downhill_shell_resize(float width, float height, float scale, int mac) {
  ImGuiIO& io = ImGui::GetIO();
  io.DisplaySize = ImVec2(width, height);
  io.DisplayFramebufferScale = ImVec2(scale, scale);
  io.ConfigMacOSXBehaviors = mac;
  shell().scale = scale;
  if (shell().app) shell().app->invalidate();
}

/// Engine events in, commands out. Should a frame follow?
EMSCRIPTEN_KEEPALIVE int downhill_shell_update() {
  shell().app->update();
  return shell().is_due();
}

/// Draws when something is new. 1: drawn, 0: nothing to do.
EMSCRIPTEN_KEEPALIVE int downhill_shell_frame() {
  shell().app->update();
  if (!shell().is_due() || shell().window.lost()) return 0;
  shell().build_frame();
  shell().window.draw(ImGui::GetDrawData(), shell().app->background());
  return 1;
}
EMSCRIPTEN_KEEPALIVE int downhill_shell_is_due() {
  return shell().is_due();
}
EMSCRIPTEN_KEEPALIVE double downhill_shell_sleep_ms() {
  return shell().app->sleep_ms();
}
EMSCRIPTEN_KEEPALIVE double downhill_shell_build_ms() {
  return shell().build_ms;
}

/// Something outside changed what is to be seen: the engine died or came back.
EMSCRIPTEN_KEEPALIVE void downhill_shell_invalidate() {
  if (shell().app) shell().app->invalidate();
}

/// How far the files of a data set of pictures are, 0 to 1; `problem`: why they will not come, or empty.
EMSCRIPTEN_KEEPALIVE void downhill_shell_pictures_progress(const char* dataset, double fraction, const char* problem) {
  shell().app->pictures_progress(dataset, fraction, problem);
}

/// A picture of the reader's own, grey, [height,width]. 0: nothing is drawn on it.
EMSCRIPTEN_KEEPALIVE int downhill_shell_take_picture(const std::uint8_t* grey, int height, int width) {
  return shell().app->take_picture({grey, static_cast<std::size_t>(height) * static_cast<std::size_t>(width)}, height,
                                   width);
}

EMSCRIPTEN_KEEPALIVE void downhill_shell_context_restored() {
  shell().window.rebuild();
  shell().app->invalidate();
}

EMSCRIPTEN_KEEPALIVE void downhill_shell_pointer(int change, float x, float y, int button, int kind) {
  downhill::feed_pointer(static_cast<downhill::PointerChange>(change), x, y, button, kind);
  shell().input_came();
}

/// Is there something under the finger that can follow it up or down, so that the page should not?
EMSCRIPTEN_KEEPALIVE int downhill_shell_scroll_is_wanted(float dy) {
  if (!shell().window.lost()) shell().work_off_input();
  return shell().app->ui().drag_is_owned() || downhill::wheel_is_wanted(0, dy);
}

/// 1: taken, 0: the page may scroll.
EMSCRIPTEN_KEEPALIVE int downhill_shell_wheel(float dx, float dy) {
  if (!downhill::wheel_is_wanted(dx, dy)) return 0;
  downhill::feed_wheel(dx, dy);
  shell().input_came();
  return 1;
}

/// 1: taken, 0: the browser may have the key.
EMSCRIPTEN_KEEPALIVE int downhill_shell_key(const char* code, int down, int modifiers) {
  shell().input_came();
  return downhill::feed_key(code, down, modifiers);
}
/// Tab; returns whether it walks out of the canvas. The answer must be right at once, so all input before it is worked
/// off now, and Tab itself too: the blur that follows would clear it.
EMSCRIPTEN_KEEPALIVE int downhill_shell_tab(int backwards) {
  if (shell().window.lost()) return 1;
  shell().work_off_input();
  const bool leaves = shell().app->tab_leaves(backwards);
  downhill::feed_key("Tab", true, backwards ? 2 : 0);
  shell().work_off_input();
  shell().input_came();
  return leaves;
}

EMSCRIPTEN_KEEPALIVE void downhill_shell_focus(int focused) {
  ImGui::GetIO().AddFocusEvent(focused);
  shell().input_came();
}

EMSCRIPTEN_KEEPALIVE void downhill_shell_text_committed(const char* id, const char* value) {
  shell().app->text_committed(id, value);
  shell().input_came();
}
EMSCRIPTEN_KEEPALIVE void downhill_shell_text_cancelled(const char* id) {
  shell().app->text_cancelled(id);
  shell().input_came();
}

EMSCRIPTEN_KEEPALIVE const char* downhill_shell_state() {
  downhill::returned_text = shell().app->state_json();
  return downhill::returned_text.c_str();
}

/// Writes x, y, w, h of a control in CSS pixels of the canvas; 0: it was not drawn in the last frame.
EMSCRIPTEN_KEEPALIVE int downhill_shell_rect(const char* id, float* rect) {
  const std::optional<downhill::Rect> found = shell().app->item_rect(id);
  if (!found) return 0;
  rect[0] = found->x;
  rect[1] = found->y;
  rect[2] = found->w;
  rect[3] = found->h;
  return 1;
}

}  // extern "C"

/// Everything starts in downhill_shell_start(), when the fonts are there.
int main() {
  return 0;
}
