#include "tests/core/support/tensor.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <sstream>
#include <string>
#include "tests/core/support/test.hpp"

namespace downhill::test {

std::vector<View> views(std::vector<Tensor>& tensors) {
  std::vector<View> out;
  for (Tensor& tensor : tensors) out.push_back(tensor.view());
  return out;
}

Tensor random_tensor(const Shape& shape, Rng& rng, double scale, double gap) {
  Tensor tensor(shape);
  for (Real& number : tensor.numbers) {
    double value = scale * rng.normal();
    if (std::abs(value) < gap) value += value < 0 ? -gap : gap;
    number = static_cast<Real>(value);
  }
  return tensor;
}

std::vector<Shape> parse_shapes(std::string_view text) {
  std::vector<Shape> shapes;
  std::istringstream words{std::string(text)};
  for (std::string word; words >> word;) {
    std::vector<std::int64_t> lengths;
    std::istringstream parts(word);
    for (std::string part; std::getline(parts, part, 'x');) lengths.push_back(std::atoll(part.c_str()));
    switch (lengths.size()) {
      case 1:
        shapes.push_back({lengths[0]});
        break;
      case 2:
        shapes.push_back({lengths[0], lengths[1]});
        break;
      case 3:
        shapes.push_back({lengths[0], lengths[1], lengths[2]});
        break;
      case 4:
        shapes.push_back({lengths[0], lengths[1], lengths[2], lengths[3]});
        break;
      default:
        FAIL("cannot read the shape '" << word << "'");
    }
  }
  return shapes;
}

std::vector<double> parse_options(const Info& info, std::string_view text) {
  std::vector<double> values;
  for (const OptionSpec& spec : info.options) values.push_back(spec.initial);
  std::string plain(text);
  for (char& c : plain)
    if (c == '{' || c == '}' || c == '"' || c == ':' || c == ',') c = ' ';
  std::istringstream words(plain);
  for (std::string name, value; words >> name >> value;) {
    const auto found = std::find_if(info.options.begin(), info.options.end(),
                                    [&](const OptionSpec& spec) { return name == spec.name; });
    if (found == info.options.end()) {
      FAIL("'" << info.name << "' has no option '" << name << "'");
      break;
    }
    double number = value == "true" ? 1 : value == "false" ? 0 : std::strtod(value.c_str(), nullptr);
    for (std::size_t i = 0; i < found->choices.size(); ++i)
      if (value == found->choices[i].name) number = static_cast<double>(i);
    values[static_cast<std::size_t>(found - info.options.begin())] = number;
  }
  return values;
}

double relative_error(double a, double b, double floor) {
  if (a == b) return 0;
  const double error = std::abs(a - b) / std::max({std::abs(a), std::abs(b), floor});
  return std::isnan(error) ? std::numeric_limits<double>::infinity() : error;
}

double largest_error(std::span<const Real> a, std::span<const Real> b, double floor) {
  REQUIRE(a.size() == b.size());
  double worst = 0;
  for (std::size_t i = 0; i < a.size(); ++i) worst = std::max(worst, relative_error(a[i], b[i], floor));
  return worst;
}

}  // namespace downhill::test
