#pragma once
#include <cstdint>
#include <vector>

#include "shell/app/textures.hpp"
#include "shell/platform/web/gl_renderer.hpp"

struct ImDrawData;
struct SDL_Window;

namespace downhill {

/// The canvas "#canvas" as a WebGL2 window, and the textures of the interface.
///
/// A browser may take the WebGL context away at any time (a phone in the pocket, a driver reset) and give a fresh one
/// later. Everything here can be built again: pixels are kept beside their textures.
class GlWindow : public TextureStore {
 public:
  GlWindow() = default;
  ~GlWindow() override;
  GlWindow(const GlWindow&) = delete;
  GlWindow& operator=(const GlWindow&) = delete;

  /// false: this browser gives no WebGL2 context.
  bool open();

  bool lost() const;
  void rebuild();

  void upload(TextureSlot slot, int width, int height, const std::uint32_t* rgba) override;
  void* handle(TextureSlot slot) const override;

  /// The font atlas changed.
  void upload_fonts() { renderer_.upload_fonts(); }
  void draw(ImDrawData* data, std::uint32_t background) { renderer_.draw(data, background); }

 private:
  struct Picture {
    unsigned name = 0;  // of the OpenGL texture
    int width = 0;
    int height = 0;
    std::vector<std::uint32_t> pixels;
  };
  void send(Picture& picture);

  SDL_Window* window_ = nullptr;
  void* context_ = nullptr;
  GlRenderer renderer_;
  Picture pictures_[kTextureSlots];
};

}  // namespace downhill
