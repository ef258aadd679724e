#pragma once
#include <string>
#include <string_view>
#include <utility>

#include "imgui.h"
#include "shell/app/drag_way.hpp"
#include "shell/app/focus_ring.hpp"
#include "shell/app/fonts.hpp"
#include "shell/app/geometry.hpp"
#include "shell/app/hit_registry.hpp"
#include "shell/app/host.hpp"
#include "shell/app/text.hpp"
#include "shell/app/textures.hpp"
#include "shell/app/theme.hpp"

namespace downhill {

enum class Align { left, center, right };

/// What a control was told by pointer and keyboard in this frame.
struct Response {
  bool hovered = false;
  bool held = false;
  bool pressed = false;  // the moment the button goes down
  bool clicked = false;  // released on it, or Enter
  bool double_clicked = false;
  bool focused = false;  // the keyboard's arrows go here
  int arrow = 0;         // -1 or +1: an arrow key was pressed while focused
};

/// What every widget draws with and asks: theme, fonts, language, pointer, focus. One object, handed down.
///
/// The whole interface is one window; widgets are placed by rectangles, never by ImGui's cursor.
class Ui {
 public:
  Ui(AppHost& host_in, TextureStore& textures_in) : host(host_in), textures(textures_in) {}

  AppHost& host;
  TextureStore& textures;
  Fonts fonts;
  const Theme* theme = &light_theme();
  Language language = Language::en;
  bool touch = false;           // large controls, no hover
  bool opens_pictures = false;  // the host can, see AppHost
  HitRegistry hits;
  FocusRing focus;
  DragWatch drag;

  void begin_frame(double now_ms);
  /// Draws what lies above everything (tooltip) and walks the focus.
  void end_frame();

  double now_ms() const { return now_ms_; }
  /// Asks for a frame at that time although no input comes (tooltips, fading).
  void wake_at(double time_ms);
  double wake_time() const { return wake_ms_; }

  const char* t(Str id) const { return tr(id, language); }
  const char* t(const Text& text) const { return pick(text, language); }
  float control_height() const { return touch ? kTouchHeight : kControlHeight; }

  // ---- drawing ----
  ImDrawList& draw() const { return *ImGui::GetWindowDrawList(); }
  void fill(const Rect& r, Color color, float radius = 0) const;
  void stroke(const Rect& r, Color color, float radius = 0, float thickness = 1) const;
  float text_width(FontId font, const char* text) const;
  /// The one way to put a label: in the middle of the box's height. Too wide: it ends in an ellipsis and is recorded
  /// under `id`.
  void text(const char* id, const Rect& box, const char* text, FontId font, Color color, Align align = Align::left);
  void icon(const Rect& box, Icon icon, Color color) const;
  /// Text over several lines (Chinese breaks anywhere but before closing punctuation). Returns its height; draws
  /// nothing when `measure_only`.
  float paragraph(const Rect& box, const char* text, FontId font, Color color, bool measure_only = false) const;

  // ---- interaction ----
  /// Makes `r` react; `id` is what tests and the focus know it by.
  Response control(const char* id, const Rect& r, bool focusable = true);
  void focus_outline(const Rect& r, float radius) const;
  /// Shows help beside `r` after a moment of hovering (or a long press, or keyboard focus).
  void help(const Response& response, const char* id, const Rect& r, const char* title, const char* body = nullptr);
  /// Shows a small card at the pointer now (values under the mouse).
  void hint(const Rect& beside, const char* title, const char* body = nullptr);

  /// Opens the number field over `r`. When the host has none, draw_text_field() shows ours.
  void open_text_field(const char* id, const Rect& r, std::string value, std::string label);
  void draw_text_field();
  bool text_field_open() const { return !field_.id.empty(); }
  void close_text_field();
  /// A value was committed for `id` since the last call? Moves it out.
  bool take_text(const char* id, std::string& value);
  void commit_text(std::string_view id, std::string_view value);

  /// Tells the user, in passing, that what was typed cannot be: the app shows it for a few seconds.
  void complain(std::string sentence) { complaint_ = std::move(sentence); }
  std::string take_complaint() { return std::exchange(complaint_, {}); }

  /// A slider holds the pointer: a drag must not scroll, unless it is a finger's that went up or down. Said by the widget, true until the frame after next.
  void keep_drag() { drag_kept_now_ = true; }
  bool drag_is_kept() const { return drag_kept_ || drag_kept_now_; }
  /// The same for something that follows a finger in every direction (painting): the page must not scroll either.
  void own_drag() { drag_owned_now_ = drag_kept_now_ = true; }
  bool drag_is_owned() const { return drag_owned_ || drag_owned_now_; }

  /// A popup (list of a select, menu) is open: keys belong to it.
  bool popup_open() const { return popup_open_; }
  void note_popup() { popup_open_now_ = true; }

 private:
  void draw_tooltip();

  double now_ms_ = 0;
  double wake_ms_ = -1;
  ImGuiID hover_id_ = 0;
  double hover_since_ms_ = 0;
  bool hover_seen_ = false;
  bool popup_open_ = false;
  bool popup_open_now_ = false;
  bool drag_kept_ = false;
  bool drag_kept_now_ = false;
  bool drag_owned_ = false;
  bool drag_owned_now_ = false;

  struct Tip {
    Rect beside;
    std::string title;
    std::string body;
  } tip_;
  bool tip_shown_ = false;

  TextFieldRequest field_;
  bool field_is_ours_ = false;
  bool field_fresh_ = false;
  char field_text_[64] = {};
  std::string committed_id_;
  std::string committed_value_;
  std::string complaint_;
};

/// "{}" replaced by the arguments, in the order of the sentence.
std::string format_text(const char* sentence, std::initializer_list<std::string_view> arguments);

}  // namespace downhill
