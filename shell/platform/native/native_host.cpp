#include "shell/platform/native/native_host.hpp"

#include <SDL.h>

#include <fstream>
#include <iterator>

namespace downhill {

bool NativeHost::load_fonts(const std::string& directory) {
  constexpr const char* kFiles[] = {"inter-regular.ttf", "inter-semibold.ttf", "icons.ttf", "noto-sc.ttf"};
  for (int i = 0; i < 4; ++i) {
    std::ifstream file(directory + "/" + kFiles[i], std::ios::binary);
    fonts_[i].assign(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
  }
  return !fonts_[0].empty() && !fonts_[1].empty() && !fonts_[2].empty();
}

double NativeHost::now_ms() const {
  return static_cast<double>(SDL_GetPerformanceCounter()) * 1000.0 / static_cast<double>(SDL_GetPerformanceFrequency());
}

void NativeHost::share(std::string_view hash) {
  SDL_SetClipboardText(("#" + std::string(hash)).c_str());
}

}  // namespace downhill
