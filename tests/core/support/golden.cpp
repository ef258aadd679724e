#include "tests/core/support/golden.hpp"

#include <cstdlib>
#include <fstream>
#include <sstream>

#include "tests/core/support/files.hpp"
#include "tests/core/support/test.hpp"

namespace downhill::test {

Tensor& GoldenCase::operator[](const std::string& name) {
  const auto found = tensors.find(name);
  if (found == tensors.end()) FAIL("golden case '" << label() << "' has no tensor '" << name << "'");
  return found->second;
}

std::vector<GoldenCase> read_golden(const std::string& name) {
  std::vector<GoldenCase> cases;
  std::istringstream lines(read_text("tests/golden/" + name + ".txt"));
  for (std::string line; std::getline(lines, line);) {
    if (line.empty() || line[0] == '#') continue;
    std::istringstream words(line);
    std::string first, word;
    words >> first;
    if (first == "case") {
      GoldenCase& c = cases.emplace_back();
      words >> c.piece >> c.options;
      while (words >> word) c.shapes += (c.shapes.empty() ? "" : " ") + word;
      continue;
    }
    REQUIRE(!cases.empty());
    words >> word;
    Tensor tensor(parse_shapes(word).at(0), {});
    while (words >> word) tensor.numbers.push_back(static_cast<Real>(std::strtod(word.c_str(), nullptr)));
    REQUIRE(static_cast<std::int64_t>(tensor.numbers.size()) == tensor.shape.count());
    cases.back().tensors[first] = tensor;
  }
  REQUIRE(!cases.empty());
  return cases;
}

}  // namespace downhill::test
