#include "tests/core/support/files.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>
#include "tests/core/support/test.hpp"

#ifndef DOWNHILL_SOURCE_DIR
#error "DOWNHILL_SOURCE_DIR must hold the path of the repository"
#endif

namespace downhill::test {

std::string read_text(const std::string& path) {
  std::ifstream file(std::string(DOWNHILL_SOURCE_DIR) + "/" + path, std::ios::binary);
  if (!file) FAIL("cannot read " << DOWNHILL_SOURCE_DIR << "/" << path);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

std::vector<std::string> experiment_files() {
  std::vector<std::string> paths;
  for (const auto& entry : std::filesystem::directory_iterator(DOWNHILL_SOURCE_DIR "/assets/experiments"))
    if (entry.path().extension() == ".json") paths.push_back("assets/experiments/" + entry.path().filename().string());
  std::sort(paths.begin(), paths.end());
  return paths;
}

std::string experiment_text(const std::string& name) {
  return read_text("assets/experiments/" + name + ".json");
}

}  // namespace downhill::test
