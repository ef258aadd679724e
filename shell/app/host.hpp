#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "shell/app/geometry.hpp"

namespace downhill {

enum class FontFile { regular, semibold, icons, chinese };

/// A number to be typed. The page lays an HTML input over `rect`, since SDL2 on the web knows no IME, no phone
/// keyboard and no clipboard.
struct TextFieldRequest {
  std::string id;
  Rect rect;  // logical pixels of the canvas
  std::string value;
  std::string label;  // for screen readers
};

/// What the application asks of the place it runs in (a browser page, a native window, a test).
///
/// The host calls back through App: text_committed(), text_cancelled(), fonts_arrived(), pictures_progress(),
/// open(hash).
class AppHost {
 public:
  virtual ~AppHost() = default;

  /// The bytes of a TTF; they must stay alive. Empty: has not arrived (yet); call App::fonts_arrived() when it has.
  virtual std::span<const std::uint8_t> font(FontFile file) = 0;

  /// Milliseconds of a clock that never goes back.
  virtual double now_ms() const = 0;

  /// Asks that the loop looks at App::wants_frame() soon; the loop may be asleep.
  virtual void request_frame() = 0;

  /// The state as a link changed: replace what stands behind '#' in the address. At most a few times a second.
  virtual void set_hash(std::string_view hash) = 0;

  /// The user pressed Share: copy or show the link.
  virtual void share(std::string_view hash) = 0;

  /// Lays a text field over the canvas. false: cannot; the application draws its own.
  virtual bool open_text_field(const TextFieldRequest& request) = 0;
  virtual void close_text_field() = 0;

  /// The user asked for the lesson text beside the canvas (open it, or close it when it is open).
  virtual void open_lesson() = 0;

  /// Language ("en", "zh") and theme ("light", "dark") changed: the page beside the canvas follows.
  virtual void set_appearance(const char* language, const char* theme) = 0;

  /// Another lab is on the screen, or its language changed: its lesson, and the page's title, follow.
  virtual void set_lab(const char* name, const char* title) = 0;

  /// Gets the files of a data set of pictures ("mnist"), from wherever it can, and supplies them to the engine; says
  /// how far it is by App::pictures_progress().
  virtual void load_pictures(std::string_view dataset) = 0;

  /// Can it open pictures (PNG, JPEG)? Then the user may ask to choose one: it decodes it and calls
  /// App::take_picture().
  virtual bool opens_pictures() const { return false; }
  virtual void choose_picture() {}

  /// One sentence for the live region of the page (screen readers).
  virtual void announce(std::string_view sentence) = 0;

  /// Esc, or Tab behind the last control: the keyboard goes back to the page.
  virtual void release_focus(bool backwards) = 0;

  /// Loads the page again: the last way out of an engine failure.
  virtual void reload() = 0;
};

}  // namespace downhill
