// SDL2 asks for OpenGL functions by name only for its own renderer, which is not built here (tools/libraries.sh); ours
// calls them directly. With the real function, a table of all of OpenGL would be in every first load.
extern "C" void* eglGetProcAddress(const char*) {
  return nullptr;
}
