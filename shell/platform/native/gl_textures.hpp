#pragma once
#include "shell/app/textures.hpp"

namespace downhill {

/// The interface's pictures as OpenGL textures of the native window.
class GlTextures final : public TextureStore {
 public:
  void upload(TextureSlot slot, int width, int height, const std::uint32_t* rgba) override;
  void* handle(TextureSlot slot) const override;

 private:
  struct Picture {
    unsigned name = 0;
    int width = 0;
    int height = 0;
  };
  Picture pictures_[kTextureSlots];
};

}  // namespace downhill
