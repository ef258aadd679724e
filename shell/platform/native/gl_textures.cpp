#include "shell/platform/native/gl_textures.hpp"

#include <SDL_opengl.h>

namespace downhill {

void GlTextures::upload(TextureSlot slot, int width, int height, const std::uint32_t* rgba) {
  Picture& picture = pictures_[static_cast<int>(slot)];
  if (picture.name == 0) {
    glGenTextures(1, &picture.name);
    glBindTexture(GL_TEXTURE_2D, picture.name);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_LINEAR);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_LINEAR);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_S, GL_CLAMP_TO_EDGE);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_T, GL_CLAMP_TO_EDGE);
  }
  glBindTexture(GL_TEXTURE_2D, picture.name);
  if (picture.width == width && picture.height == height)
    glTexSubImage2D(GL_TEXTURE_2D, 0, 0, 0, width, height, GL_RGBA, GL_UNSIGNED_BYTE, rgba);
  else
    glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA8, width, height, 0, GL_RGBA, GL_UNSIGNED_BYTE, rgba);
  picture.width = width;
  picture.height = height;
}

void* GlTextures::handle(TextureSlot slot) const {
  return reinterpret_cast<void*>(static_cast<std::uintptr_t>(pictures_[static_cast<int>(slot)].name));
}

}  // namespace downhill
