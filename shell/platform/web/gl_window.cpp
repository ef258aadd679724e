#include "shell/platform/web/gl_window.hpp"

#include <GLES3/gl3.h>
#include <SDL.h>
#include <emscripten/html5.h>

#include <cstdint>

namespace downhill {

GlWindow::~GlWindow() {
  if (!context_) return;
  SDL_GL_DeleteContext(context_);
  SDL_DestroyWindow(window_);
  SDL_Quit();
}

bool GlWindow::open() {
  if (SDL_Init(SDL_INIT_VIDEO) != 0) return false;
  SDL_GL_SetAttribute(SDL_GL_CONTEXT_PROFILE_MASK, SDL_GL_CONTEXT_PROFILE_ES);
  SDL_GL_SetAttribute(SDL_GL_CONTEXT_MAJOR_VERSION, 3);
  SDL_GL_SetAttribute(SDL_GL_CONTEXT_MINOR_VERSION, 0);
  SDL_GL_SetAttribute(SDL_GL_ALPHA_SIZE, 0);
  SDL_GL_SetAttribute(SDL_GL_DEPTH_SIZE, 0);
  SDL_GL_SetAttribute(SDL_GL_STENCIL_SIZE, 0);
  window_ = SDL_CreateWindow("Downhill", 0, 0, 800, 600, SDL_WINDOW_OPENGL | SDL_WINDOW_RESIZABLE);
  if (!window_) return false;
  // SDL listens on the whole page and swallows wheel, touch, Tab and the browser's own shortcuts. web/input.js listens
  // instead, on the canvas only.
  emscripten_html5_remove_all_event_listeners();
  context_ = SDL_GL_CreateContext(window_);
  if (!context_) return false;
  renderer_.create();
  return true;
}

bool GlWindow::lost() const {
  return emscripten_is_webgl_context_lost(emscripten_webgl_get_current_context());
}

void GlWindow::rebuild() {
  renderer_.create();
  renderer_.upload_fonts();
  for (Picture& picture : pictures_) {
    picture.name = 0;  // the old context's names mean nothing in this one
    if (!picture.pixels.empty()) send(picture);
  }
}

void GlWindow::upload(TextureSlot slot, int width, int height, const std::uint32_t* rgba) {
  Picture& picture = pictures_[static_cast<int>(slot)];
  const std::size_t count = static_cast<std::size_t>(width) * static_cast<std::size_t>(height);
  const bool same_size = picture.width == width && picture.height == height;
  picture.width = width;
  picture.height = height;
  picture.pixels.assign(rgba, rgba + count);
  if (lost()) return;  // rebuild() sends it
  if (picture.name && !same_size) {
    glDeleteTextures(1, &picture.name);
    picture.name = 0;
  }
  send(picture);
}

void GlWindow::send(Picture& picture) {
  if (!picture.name) {
    picture.name = make_texture(picture.width, picture.height, picture.pixels.data());
    return;
  }
  glBindTexture(GL_TEXTURE_2D, picture.name);
  glTexSubImage2D(GL_TEXTURE_2D, 0, 0, 0, picture.width, picture.height, GL_RGBA, GL_UNSIGNED_BYTE,
                  picture.pixels.data());
}

void* GlWindow::handle(TextureSlot slot) const {
  return reinterpret_cast<void*>(static_cast<std::uintptr_t>(pictures_[static_cast<int>(slot)].name));
}

}  // namespace downhill
