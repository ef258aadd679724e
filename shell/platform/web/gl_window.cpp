#include "shell/platform/web/gl_window.hpp"

#include <GLES3/gl3.h>
#include <SDL.h>
#include <emscripten/html5.h>

#include <algorithm>
#include <cstdint>

#include "imgui.h"
#include "imgui_impl_opengl3.h"

namespace downhill {

GlWindow::~GlWindow() {
  if (!context_) return;
  ImGui_ImplOpenGL3_Shutdown();
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
  return context_ && ImGui_ImplOpenGL3_Init("#version 300 es");
}

bool GlWindow::lost() const { return emscripten_is_webgl_context_lost(emscripten_webgl_get_current_context()); }

void GlWindow::rebuild() {
  // The names of the old context mean nothing in the new one; deleting them only empties Emscripten's tables.
  ImGui_ImplOpenGL3_DestroyDeviceObjects();
  ImGui_ImplOpenGL3_CreateDeviceObjects();
  for (Picture& picture : pictures_) {
    if (picture.name) glDeleteTextures(1, &picture.name);
    picture.name = 0;
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
  if (picture.name) {
    glBindTexture(GL_TEXTURE_2D, picture.name);
    glTexSubImage2D(GL_TEXTURE_2D, 0, 0, 0, picture.width, picture.height, GL_RGBA, GL_UNSIGNED_BYTE,
                    picture.pixels.data());
    return;
  }
  glGenTextures(1, &picture.name);
  glBindTexture(GL_TEXTURE_2D, picture.name);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_LINEAR);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_LINEAR);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_S, GL_CLAMP_TO_EDGE);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_T, GL_CLAMP_TO_EDGE);
  glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA8, picture.width, picture.height, 0, GL_RGBA, GL_UNSIGNED_BYTE,
               picture.pixels.data());
}

void* GlWindow::handle(TextureSlot slot) const {
  return reinterpret_cast<void*>(static_cast<std::uintptr_t>(pictures_[static_cast<int>(slot)].name));
}

void GlWindow::upload_fonts() {
  ImGui_ImplOpenGL3_DestroyFontsTexture();
  ImGui_ImplOpenGL3_CreateFontsTexture();
}

void GlWindow::begin_frame() { ImGui_ImplOpenGL3_NewFrame(); }

void GlWindow::draw(ImDrawData* data) {
  glClear(GL_COLOR_BUFFER_BIT);
  ImGui_ImplOpenGL3_RenderDrawData(data);
}

}  // namespace downhill
