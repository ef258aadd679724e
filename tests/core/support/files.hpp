#pragma once
#include <string>
#include <vector>

namespace downhill::test {

/// The text of a file of the repository ("tests/golden/ops.txt"); fails the test when it cannot be read.
std::string read_text(const std::string& path);

/// The files of assets/experiments, sorted by name.
std::vector<std::string> experiment_files();

/// The text of assets/experiments/<name>.json.
std::string experiment_text(const std::string& name);

}  // namespace downhill::test
