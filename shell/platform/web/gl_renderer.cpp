#include "shell/platform/web/gl_renderer.hpp"

#include <GLES3/gl3.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "imgui.h"

namespace downhill {
namespace {

// Most of what is drawn is plain: it takes the white pixel of the font atlas everywhere. Where the processor draws, for
// want of a graphics card, fetching that pixel a million times a frame took a third of the time.
constexpr const char* kVertexShader = R"(#version 300 es
uniform mat4 projection;
uniform vec2 white;
layout(location = 0) in vec2 position;
layout(location = 1) in vec2 uv;
layout(location = 2) in vec4 color;
out vec2 frag_uv;
out vec4 frag_color;
flat out int plain;
void main() {
  plain = uv == white ? 1 : 0;
  frag_uv = uv;
  frag_color = color;
  gl_Position = projection * vec4(position, 0, 1);
})";

constexpr const char* kFragmentShader = R"(#version 300 es
precision mediump float;
uniform sampler2D picture;
in vec2 frag_uv;
in vec4 frag_color;
flat in int plain;
out vec4 out_color;
void main() { out_color = plain == 1 ? frag_color : frag_color * textureLod(picture, frag_uv, 0.0); })";

unsigned compile(GLenum kind, const char* source) {
  const unsigned shader = glCreateShader(kind);
  glShaderSource(shader, 1, &source, nullptr);
  glCompileShader(shader);
  return shader;
}

void* offset_pointer(std::size_t bytes) {
  return reinterpret_cast<void*>(bytes);
}

// WebGL2 has no base vertex: lists of more than 65,536 vertices move the attributes instead.
void point_at(std::size_t first_vertex) {
  const std::size_t base = first_vertex * sizeof(ImDrawVert);
  glVertexAttribPointer(0, 2, GL_FLOAT, GL_FALSE, sizeof(ImDrawVert), offset_pointer(base + offsetof(ImDrawVert, pos)));
  glVertexAttribPointer(1, 2, GL_FLOAT, GL_FALSE, sizeof(ImDrawVert), offset_pointer(base + offsetof(ImDrawVert, uv)));
  glVertexAttribPointer(2, 4, GL_UNSIGNED_BYTE, GL_TRUE, sizeof(ImDrawVert),
                        offset_pointer(base + offsetof(ImDrawVert, col)));
}

/// The clip rectangle in framebuffer pixels, y upwards; false when nothing of it is visible.
bool set_scissor(const ImVec4& clip, const ImDrawData& data, float width, float height) {
  const ImVec2 scale = data.FramebufferScale;
  const float left = std::max(0.f, (clip.x - data.DisplayPos.x) * scale.x);
  const float top = std::max(0.f, (clip.y - data.DisplayPos.y) * scale.y);
  const float right = std::min(width, (clip.z - data.DisplayPos.x) * scale.x);
  const float bottom = std::min(height, (clip.w - data.DisplayPos.y) * scale.y);
  if (right <= left || bottom <= top) return false;
  glScissor(static_cast<int>(left), static_cast<int>(height - bottom), static_cast<int>(right - left),
            static_cast<int>(bottom - top));
  return true;
}

}  // namespace

unsigned make_texture(int width, int height, const void* rgba) {
  unsigned name = 0;
  glGenTextures(1, &name);
  glBindTexture(GL_TEXTURE_2D, name);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_LINEAR);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_LINEAR);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_S, GL_CLAMP_TO_EDGE);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_T, GL_CLAMP_TO_EDGE);
  glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA8, width, height, 0, GL_RGBA, GL_UNSIGNED_BYTE, rgba);
  return name;
}

void GlRenderer::create() {
  ImGui::GetIO().BackendFlags |= ImGuiBackendFlags_RendererHasVtxOffset;
  const unsigned vertex = compile(GL_VERTEX_SHADER, kVertexShader);
  const unsigned fragment = compile(GL_FRAGMENT_SHADER, kFragmentShader);
  program_ = glCreateProgram();
  glAttachShader(program_, vertex);
  glAttachShader(program_, fragment);
  glLinkProgram(program_);
  glDeleteShader(vertex);
  glDeleteShader(fragment);
  projection_ = glGetUniformLocation(program_, "projection");
  white_ = glGetUniformLocation(program_, "white");
  glGenBuffers(1, &vertices_);
  glGenBuffers(1, &indices_);
  fonts_ = 0;

  // Nobody else changes these: they are set once.
  unsigned layout = 0;
  glGenVertexArrays(1, &layout);
  glBindVertexArray(layout);
  glBindBuffer(GL_ARRAY_BUFFER, vertices_);
  glBindBuffer(GL_ELEMENT_ARRAY_BUFFER, indices_);
  for (unsigned attribute = 0; attribute < 3; ++attribute) glEnableVertexAttribArray(attribute);
  glUseProgram(program_);
  glActiveTexture(GL_TEXTURE0);
  glEnable(GL_BLEND);
  glBlendFuncSeparate(GL_SRC_ALPHA, GL_ONE_MINUS_SRC_ALPHA, GL_ONE, GL_ONE_MINUS_SRC_ALPHA);
  glDisable(GL_CULL_FACE);
  glDisable(GL_DEPTH_TEST);
}

void GlRenderer::upload_fonts() {
  unsigned char* pixels = nullptr;
  int width = 0, height = 0;
  ImFontAtlas& atlas = *ImGui::GetIO().Fonts;
  atlas.GetTexDataAsRGBA32(&pixels, &width, &height);
  if (fonts_) glDeleteTextures(1, &fonts_);
  fonts_ = make_texture(width, height, pixels);
  atlas.SetTexID(reinterpret_cast<ImTextureID>(static_cast<std::uintptr_t>(fonts_)));
}

void GlRenderer::draw(ImDrawData* data, std::uint32_t background) {
  const float width = data->DisplaySize.x * data->FramebufferScale.x;
  const float height = data->DisplaySize.y * data->FramebufferScale.y;
  if (width <= 0 || height <= 0) return;
  glViewport(0, 0, static_cast<int>(width + 0.5f), static_cast<int>(height + 0.5f));
  glDisable(GL_SCISSOR_TEST);
  const ImVec4 clear = ImGui::ColorConvertU32ToFloat4(background);
  glClearColor(clear.x, clear.y, clear.z, 1);
  glClear(GL_COLOR_BUFFER_BIT);
  glEnable(GL_SCISSOR_TEST);
  const float x = 2 / data->DisplaySize.x, y = -2 / data->DisplaySize.y;
  const float matrix[16] = {x, 0, 0, 0, 0, y, 0, 0, 0, 0, 1, 0, -1 - data->DisplayPos.x * x, 1 - data->DisplayPos.y * y,
                            0, 1};
  glUniformMatrix4fv(projection_, 1, GL_FALSE, matrix);
  const ImVec2 white = ImGui::GetIO().Fonts->TexUvWhitePixel;
  glUniform2f(white_, white.x, white.y);

  for (const ImDrawList* list : data->CmdLists) {
    glBufferData(GL_ARRAY_BUFFER, list->VtxBuffer.size_in_bytes(), list->VtxBuffer.Data, GL_STREAM_DRAW);
    glBufferData(GL_ELEMENT_ARRAY_BUFFER, list->IdxBuffer.size_in_bytes(), list->IdxBuffer.Data, GL_STREAM_DRAW);
    std::size_t first_vertex = 0;
    point_at(first_vertex);
    for (const ImDrawCmd& command : list->CmdBuffer) {
      if (command.UserCallback || !set_scissor(command.ClipRect, *data, width, height)) continue;
      if (command.VtxOffset != first_vertex) point_at(first_vertex = command.VtxOffset);
      glBindTexture(GL_TEXTURE_2D, static_cast<unsigned>(reinterpret_cast<std::uintptr_t>(command.GetTexID())));
      glDrawElements(GL_TRIANGLES, static_cast<int>(command.ElemCount),
                     sizeof(ImDrawIdx) == 2 ? GL_UNSIGNED_SHORT : GL_UNSIGNED_INT,
                     offset_pointer(command.IdxOffset * sizeof(ImDrawIdx)));
    }
  }
}

}  // namespace downhill
