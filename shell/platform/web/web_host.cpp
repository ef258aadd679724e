#include "shell/platform/web/web_host.hpp"

#include <emscripten.h>

#include <string>

// The page's side of each call is web/shell_host.js.
EM_JS(void, downhill_js_need_font, (int file), { Module['host'].need_font(file); })
EM_JS(void, downhill_js_request_frame, (), { Module['host'].request_frame(); })
EM_JS(void, downhill_js_set_hash, (const char* hash), { Module['host'].set_hash(UTF8ToString(hash)); })
EM_JS(void, downhill_js_share, (const char* hash), { Module['host'].share(UTF8ToString(hash)); })
EM_JS(void, downhill_js_open_text_field,
      (const char* id, float x, float y, float w, float h, const char* value, const char* label), {
        const request = {id : UTF8ToString(id), x, y, w, h, value : UTF8ToString(value), label : UTF8ToString(label)};
        Module['host'].open_text_field(request);
      })
EM_JS(void, downhill_js_close_text_field, (), { Module['host'].close_text_field(); })
EM_JS(void, downhill_js_open_lesson, (), { Module['host'].open_lesson(); })
EM_JS(void, downhill_js_set_appearance, (const char* language, const char* theme),
      { Module['host'].set_appearance(UTF8ToString(language), UTF8ToString(theme)); })
EM_JS(void, downhill_js_choose_picture, (), { Module['host'].choose_picture(); })
EM_JS(void, downhill_js_load_pictures, (const char* dataset), { Module['host'].load_pictures(UTF8ToString(dataset)); })
EM_JS(void, downhill_js_set_lab, (const char* name, const char* title),
      { Module['host'].set_lab(UTF8ToString(name), UTF8ToString(title)); })
EM_JS(void, downhill_js_announce, (const char* sentence), { Module['host'].announce(UTF8ToString(sentence)); })
EM_JS(void, downhill_js_release_focus, (int backwards), { Module['host'].release_focus(!!backwards); })
EM_JS(void, downhill_js_reload, (), { Module['host'].reload(); })

namespace downhill {

std::span<const std::uint8_t> WebHost::font(FontFile file) {
  const int index = static_cast<int>(file);
  if (fonts_[index].empty() && !asked_[index]) {
    asked_[index] = true;
    downhill_js_need_font(index);
  }
  return fonts_[index];
}

std::uint8_t* WebHost::font_buffer(FontFile file, std::size_t size) {
  std::vector<std::uint8_t>& font = fonts_[static_cast<int>(file)];
  font.resize(size);
  return font.data();
}

double WebHost::now_ms() const {
  return emscripten_get_now();
}
void WebHost::request_frame() {
  downhill_js_request_frame();
}
void WebHost::set_hash(std::string_view hash) {
  downhill_js_set_hash(std::string(hash).c_str());
}
void WebHost::share(std::string_view hash) {
  downhill_js_share(std::string(hash).c_str());
}

bool WebHost::open_text_field(const TextFieldRequest& request) {
  const Rect& rect = request.rect;
  downhill_js_open_text_field(request.id.c_str(), rect.x, rect.y, rect.w, rect.h, request.value.c_str(),
                              request.label.c_str());
  return true;
}

void WebHost::close_text_field() {
  downhill_js_close_text_field();
}
void WebHost::open_lesson() {
  downhill_js_open_lesson();
}
void WebHost::set_appearance(const char* language, const char* theme) {
  downhill_js_set_appearance(language, theme);
}
void WebHost::load_pictures(std::string_view dataset) {
  downhill_js_load_pictures(std::string(dataset).c_str());
}

void WebHost::choose_picture() {
  downhill_js_choose_picture();
}

void WebHost::set_lab(const char* name, const char* title) {
  downhill_js_set_lab(name, title);
}
void WebHost::announce(std::string_view sentence) {
  downhill_js_announce(std::string(sentence).c_str());
}
void WebHost::release_focus(bool backwards) {
  downhill_js_release_focus(backwards);
}
void WebHost::reload() {
  downhill_js_reload();
}

}  // namespace downhill
