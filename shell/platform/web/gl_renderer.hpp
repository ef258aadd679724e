#pragma once
#include <cstdint>

struct ImDrawData;

namespace downhill {

/// Draws ImGui's triangles with WebGL2.
///
/// ImGui's own backend asks OpenGL for a dozen states in every frame, to put them back afterwards. In a browser each
/// question waits until the graphics process has finished everything before it: measured 185 ms a frame where this
/// takes 1 ms. Nothing else draws in our canvas, so there is nothing to put back.
class GlRenderer {
 public:
  /// Builds the objects; again after the context was lost, when the old names mean nothing any more.
  void create();

  /// Sends the font atlas of the current ImGui context.
  void upload_fonts();

  /// `background`: 0xAABBGGRR, ImGui's order.
  void draw(ImDrawData* data, std::uint32_t background);

 private:
  unsigned program_ = 0;
  unsigned vertices_ = 0;
  unsigned indices_ = 0;
  unsigned fonts_ = 0;
  int projection_ = -1;
  int white_ = -1;
};

/// A texture with linear filter, clamped at its edge; it stays bound.
unsigned make_texture(int width, int height, const void* rgba);

}  // namespace downhill
