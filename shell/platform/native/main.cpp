// Downhill in a native window:  downhill [--hash LINK] [--size 1280x800] [--scale 2] [--lang zh] [--theme dark]
//                               [--tab 0..3] [--steps N] [--screenshot FILE.bmp] [--click ID]... [--hover ID]
//                               [--tab-key N]
// With --screenshot it learns N steps, draws, writes the picture and ends; `xvfb-run` gives it a display where there
// is none. --click and --hover press and point like a person before the picture is taken.
#include <SDL.h>
#include <SDL_opengl.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <vector>

#include "imgui.h"
#include "imgui_impl_opengl3.h"
#include "imgui_impl_sdl2.h"
#include "shell/app/app.hpp"
#include "shell/files/idx_files.hpp"
#include "shell/platform/native/gl_textures.hpp"
#include "shell/platform/native/native_host.hpp"

namespace downhill {
namespace {

struct Arguments {
  std::string hash;
  std::string language;
  std::string theme;
  std::string screenshot;
  std::vector<std::string> clicks;
  std::string hover;
  int width = 1280;
  int height = 800;
  float scale = 1;
  int tab = -1;
  int steps = 0;
  int tab_keys = 0;
};

bool read_arguments(int argc, char** argv, Arguments& a) {
  for (int i = 1; i + 1 < argc; i += 2) {
    const std::string name = argv[i];
    const char* value = argv[i + 1];
    if (name == "--hash")
      a.hash = value;
    else if (name == "--lang")
      a.language = value;
    else if (name == "--theme")
      a.theme = value;
    else if (name == "--screenshot")
      a.screenshot = value;
    else if (name == "--click")
      a.clicks.emplace_back(value);
    else if (name == "--hover")
      a.hover = value;
    else if (name == "--scale")
      a.scale = std::max(0.5f, static_cast<float>(std::atof(value)));
    else if (name == "--tab")
      a.tab = std::atoi(value);
    else if (name == "--tab-key")
      a.tab_keys = std::atoi(value);
    else if (name == "--steps")
      a.steps = std::atoi(value);
    else if (name == "--size") {
      if (std::sscanf(value, "%dx%d", &a.width, &a.height) != 2) return false;
    } else
      return false;
  }
  return argc % 2 == 1;
}

/// Window, OpenGL context and the frame loop.
class Window {
 public:
  bool open(const Arguments& a);
  void close();
  void run(App& app, const Arguments& a);
  void photograph(App& app, const Arguments& a);

 private:
  void draw(App& app);
  void settle(App& app, int frames);
  void point_at(App& app, const std::string& id, bool click);
  void save(const std::string& path) const;

  SDL_Window* window_ = nullptr;
  SDL_GLContext context_ = nullptr;
  float scale_ = 1;
  bool fixed_ = false;  // the scale is given, not read from the screen
  int pixel_width_ = 0;
  int pixel_height_ = 0;
};

bool Window::open(const Arguments& a) {
  if (SDL_Init(SDL_INIT_VIDEO | SDL_INIT_TIMER) != 0) return false;
  SDL_GL_SetAttribute(SDL_GL_CONTEXT_PROFILE_MASK, SDL_GL_CONTEXT_PROFILE_CORE);
  SDL_GL_SetAttribute(SDL_GL_CONTEXT_MAJOR_VERSION, 3);
  SDL_GL_SetAttribute(SDL_GL_CONTEXT_MINOR_VERSION, 3);
  SDL_GL_SetAttribute(SDL_GL_DOUBLEBUFFER, 1);
  fixed_ = !a.screenshot.empty();
  scale_ = a.scale;
  const float grow = fixed_ ? scale_ : 1;
  const int width = static_cast<int>(static_cast<float>(a.width) * grow);
  const int height = static_cast<int>(static_cast<float>(a.height) * grow);
  const Uint32 flags =
      SDL_WINDOW_OPENGL | SDL_WINDOW_RESIZABLE | SDL_WINDOW_ALLOW_HIGHDPI | (fixed_ ? SDL_WINDOW_BORDERLESS : 0);
  window_ = SDL_CreateWindow("Downhill", SDL_WINDOWPOS_CENTERED, SDL_WINDOWPOS_CENTERED, width, height, flags);
  if (!window_) return false;
  context_ = SDL_GL_CreateContext(window_);
  if (!context_) return false;
  SDL_GL_SetSwapInterval(fixed_ ? 0 : 1);
  IMGUI_CHECKVERSION();
  ImGui::CreateContext();
  return ImGui_ImplSDL2_InitForOpenGL(window_, context_) && ImGui_ImplOpenGL3_Init("#version 330");
}

void Window::close() {
  if (ImGui::GetCurrentContext()) {
    ImGui_ImplOpenGL3_Shutdown();
    ImGui_ImplSDL2_Shutdown();
    ImGui::DestroyContext();
  }
  if (context_) SDL_GL_DeleteContext(context_);
  if (window_) SDL_DestroyWindow(window_);
  SDL_Quit();
}

void Window::draw(App& app) {
  ImGuiIO& io = ImGui::GetIO();
  int width = 0;
  SDL_GL_GetDrawableSize(window_, &pixel_width_, &pixel_height_);
  SDL_GetWindowSize(window_, &width, nullptr);
  if (!fixed_ && width > 0) scale_ = static_cast<float>(pixel_width_) / static_cast<float>(width);
  if (app.prepare_fonts(scale_)) {
    ImGui_ImplOpenGL3_DestroyFontsTexture();
    ImGui_ImplOpenGL3_CreateFontsTexture();
  }
  ImGui_ImplOpenGL3_NewFrame();
  if (!fixed_) ImGui_ImplSDL2_NewFrame();
  if (fixed_) {  // the pointer of the person at the machine is not in the picture
    io.DeltaTime = 1 / 60.f;
    io.DisplaySize = {static_cast<float>(pixel_width_) / scale_, static_cast<float>(pixel_height_) / scale_};
    io.DisplayFramebufferScale = {scale_, scale_};
  }
  app.frame();
  glViewport(0, 0, pixel_width_, pixel_height_);
  const ImVec4 clear = ImGui::ColorConvertU32ToFloat4(app.background());
  glClearColor(clear.x, clear.y, clear.z, 1);
  glClear(GL_COLOR_BUFFER_BIT);
  ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
  if (!fixed_) SDL_GL_SwapWindow(window_);
}

void Window::run(App& app, const Arguments& a) {
  if (a.tab >= 0) app.select_tab(a.tab);
  bool open = true;
  while (open) {
    SDL_Event event;
    const double sleep = app.sleep_ms();
    bool some = sleep < 0 ? SDL_WaitEvent(&event) != 0 : SDL_WaitEventTimeout(&event, static_cast<int>(sleep) + 1) != 0;
    for (; some; some = SDL_PollEvent(&event) != 0) {
      ImGui_ImplSDL2_ProcessEvent(&event);
      if (event.type == SDL_QUIT) open = false;
      if (event.type == SDL_WINDOWEVENT) app.invalidate();
    }
    app.update();
    if (app.wants_frame()) draw(app);
  }
}

void Window::settle(App& app, int frames) {
  for (int i = 0; i < frames; ++i) {
    SDL_Event event;
    while (SDL_PollEvent(&event)) {
    }
    app.update();
    draw(app);
    SDL_Delay(5);
  }
}

void Window::point_at(App& app, const std::string& id, bool click) {
  const std::optional<Rect> r = app.item_rect(id);
  if (!r) {
    std::fprintf(stderr, "downhill: no control \"%s\" on the screen\n", id.c_str());
    return;
  }
  ImGuiIO& io = ImGui::GetIO();
  io.AddMousePosEvent(r->center_x(), r->center_y());
  settle(app, 2);
  if (!click) return;
  io.AddMouseButtonEvent(0, true);
  settle(app, 2);
  io.AddMouseButtonEvent(0, false);
  settle(app, 12);
}

void Window::photograph(App& app, const Arguments& a) {
  if (a.tab >= 0) app.select_tab(a.tab);
  settle(app, 20);
  for (const std::string& id : a.clicks) point_at(app, id, true);
  if (a.steps > 0) {
    const std::uint64_t last = app.steps_done() + static_cast<std::uint64_t>(a.steps);
    app.play();
    for (int i = 0; i < 12000 && app.is_playing() && app.steps_done() < last; ++i) settle(app, 1);
    app.pause();
  }
  for (int i = 0; i < a.tab_keys; ++i) {
    ImGui::GetIO().AddKeyEvent(ImGuiKey_Tab, true);
    settle(app, 2);
    ImGui::GetIO().AddKeyEvent(ImGuiKey_Tab, false);
    settle(app, 2);
  }
  settle(app, 20);
  if (!a.hover.empty()) {
    point_at(app, a.hover, false);
    SDL_Delay(700);
    settle(app, 8);
  }
  save(a.screenshot);
  std::printf("%s\n", app.state_json().c_str());
}

void Window::save(const std::string& path) const {
  std::vector<unsigned char> pixels(static_cast<std::size_t>(pixel_width_) * static_cast<std::size_t>(pixel_height_) *
                                    4);
  glReadPixels(0, 0, pixel_width_, pixel_height_, GL_RGBA, GL_UNSIGNED_BYTE, pixels.data());
  const std::size_t row = static_cast<std::size_t>(pixel_width_) * 4;
  for (int y = 0; y < pixel_height_ / 2; ++y)  // OpenGL counts rows from below
    std::swap_ranges(pixels.begin() + static_cast<std::ptrdiff_t>(y * row),
                     pixels.begin() + static_cast<std::ptrdiff_t>((y + 1) * row),
                     pixels.begin() + static_cast<std::ptrdiff_t>((pixel_height_ - 1 - y) * row));
  SDL_Surface* surface = SDL_CreateRGBSurfaceWithFormatFrom(pixels.data(), pixel_width_, pixel_height_, 32,
                                                            static_cast<int>(row), SDL_PIXELFORMAT_RGBA32);
  if (!surface || SDL_SaveBMP(surface, path.c_str()) != 0)
    std::fprintf(stderr, "downhill: cannot write %s\n", path.c_str());
  SDL_FreeSurface(surface);
}

}  // namespace
}  // namespace downhill

int main(int argc, char** argv) {
  using namespace downhill;
  Arguments arguments;
  if (!read_arguments(argc, argv, arguments)) {
    std::fprintf(stderr, "downhill: see the first lines of shell/platform/native/main.cpp for the options\n");
    return 2;
  }
  NativeHost host;
  const char* fonts = std::getenv("DOWNHILL_FONTS");
  if (!host.load_fonts(fonts ? fonts : DOWNHILL_FONT_DIR)) {
    std::fprintf(stderr, "downhill: no fonts in " DOWNHILL_FONT_DIR "; run ./dev build first\n");
    return 1;
  }
  Window window;
  if (!window.open(arguments)) {
    std::fprintf(stderr, "downhill: no window with OpenGL 3.3 (%s)\n", SDL_GetError());
    window.close();
    return 1;
  }
  {
    GlTextures textures;
    App app(host, textures, make_thread_client());
    host.on_load_pictures = [&app](const std::string& dataset) {
      Result<std::vector<Supply>> parts = read_idx_files(dataset, "");
      if (!parts) return app.pictures_progress(dataset, 0, to_string(parts.error()));
      for (Supply& part : parts.value()) app.supply(std::move(part));
    };
    app.open(arguments.hash);
    if (!arguments.language.empty()) app.set_language(arguments.language);
    if (!arguments.theme.empty()) app.set_theme(arguments.theme);
    if (arguments.screenshot.empty())
      window.run(app, arguments);
    else
      window.photograph(app, arguments);
  }
  window.close();
  return 0;
}
