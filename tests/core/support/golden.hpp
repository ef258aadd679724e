#pragma once
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "tests/core/support/tensor.hpp"

namespace downhill::test {

/// How far a result may be from PyTorch's float64: its own rounding, and the float32 of inputs and sums.
inline constexpr double kGoldenTolerance = sizeof(Real) == 8 ? 1e-10 : 1e-5;

/// One case of tests/golden/*.txt: a piece, its options, the shapes of its inputs, and named tensors.
struct GoldenCase {
  std::string piece;
  std::string options;
  std::string shapes;
  std::map<std::string, Tensor> tensors;

  /// The tensor called `name`; fails the test when there is none.
  Tensor& operator[](const std::string& name);
  std::string label() const { return piece + " " + options + " " + shapes; }
};

/// All cases of tests/golden/<name>.txt.
std::vector<GoldenCase> read_golden(const std::string& name);

/// Every registered sample of every piece of a table must have its golden case.
template <class Table>
std::string first_missing(const Table& table, const std::vector<GoldenCase>& cases) {
  for (const auto* piece : table) {
    bool any = false;
    for (const GoldenCase& c : cases) any = any || c.piece == piece->info.name;
    if (!any && std::string_view(piece->info.name) != "none") return piece->info.name;
    for (const Sample& sample : piece->info.samples) {
      bool found = false;
      for (const GoldenCase& c : cases)
        found = found || (c.piece == piece->info.name && (c.shapes == sample.shapes || *sample.shapes == 0) &&
                          parse_options(piece->info, c.options) == parse_options(piece->info, sample.options));
      if (!found) return std::string(piece->info.name) + " " + sample.options + " " + sample.shapes;
    }
  }
  return "";
}

}  // namespace downhill::test
