#pragma once
#include <cstdint>

namespace downhill {

/// The pictures of the interface that are not fonts. Each is one texture, filtered linearly, clamped at its edge.
enum class TextureSlot {
  maps,       // heat maps of all neurons, in cells
  surface,    // the large output picture
  sprites,    // data set thumbnails and the discs of the points
  layers,     // a picture and the feature maps of every layer
  gallery,    // mistakes of an examination
  augmented,  // a picture and others made of it
};
inline constexpr int kTextureSlots = 6;

/// Where pixels go. The platform has one for OpenGL; tests have one that only counts.
class TextureStore {
 public:
  virtual ~TextureStore() = default;

  /// Replaces the picture of a slot; `rgba` is width * height pixels, 0xAABBGGRR, row 0 at the top.
  virtual void upload(TextureSlot slot, int width, int height, const std::uint32_t* rgba) = 0;

  /// What ImGui draws with; 0 before the first upload.
  virtual void* handle(TextureSlot slot) const = 0;
};

}  // namespace downhill
