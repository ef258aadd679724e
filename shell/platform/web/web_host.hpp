#pragma once
#include <cstdint>
#include <memory>
#include <vector>

#include "shell/app/host.hpp"
#include "shell/client/engine_client.hpp"

namespace downhill {

/// The page as the application's host. Every wish goes to the object `Module.host` of web/shell_host.js.
class WebHost : public AppHost {
 public:
  std::span<const std::uint8_t> font(FontFile file) override;
  double now_ms() const override;
  void request_frame() override;
  void set_hash(std::string_view hash) override;
  void share(std::string_view hash) override;
  bool open_text_field(const TextFieldRequest& request) override;
  void close_text_field() override;
  void open_lesson() override;
  void set_appearance(const char* language, const char* theme) override;
  void set_lab(const char* name, const char* title) override;
  void load_pictures(std::string_view dataset) override;
  bool opens_pictures() const override { return true; }
  void choose_picture() override;
  void announce(std::string_view sentence) override;
  void release_focus(bool backwards) override;
  void reload() override;

  /// Room for a font file that the page is about to copy in; it is not moved afterwards.
  std::uint8_t* font_buffer(FontFile file, std::size_t size);

 private:
  static constexpr int kFonts = 4;
  std::vector<std::uint8_t> fonts_[kFonts];
  bool asked_[kFonts] = {};
};

/// The engine behind the page's EngineLink: in a Worker, or in time slices of the main thread.
std::unique_ptr<EngineClient> make_web_client();

}  // namespace downhill
