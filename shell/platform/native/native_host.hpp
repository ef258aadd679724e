#pragma once
#include <functional>
#include <string>
#include <vector>

#include "shell/app/host.hpp"

namespace downhill {

/// The application's host in a native window. There is no page: links go to the clipboard, the lesson is not there.
class NativeHost final : public AppHost {
 public:
  /// Reads the fonts; false when they are not in `directory`.
  bool load_fonts(const std::string& directory);

  std::function<void(const std::string& dataset)> on_load_pictures;

  std::span<const std::uint8_t> font(FontFile file) override { return fonts_[static_cast<int>(file)]; }
  double now_ms() const override;
  void request_frame() override {}
  void set_hash(std::string_view) override {}
  void share(std::string_view hash) override;
  bool open_text_field(const TextFieldRequest&) override { return false; }
  void close_text_field() override {}
  void open_lesson() override {}
  void set_appearance(const char*, const char*) override {}
  void set_lab(const char*, const char*) override {}
  void load_pictures(std::string_view dataset) override { on_load_pictures(std::string(dataset)); }
  void announce(std::string_view) override {}
  void release_focus(bool) override {}
  void reload() override {}

 private:
  std::vector<std::uint8_t> fonts_[4];
};

}  // namespace downhill
