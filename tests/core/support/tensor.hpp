#pragma once
#include <span>
#include <string_view>
#include <vector>

#include "core/base/info.hpp"
#include "core/base/rng.hpp"
#include "core/tensor/view.hpp"

namespace downhill::test {

/// Numbers with a shape, owned: what tests hand to pieces as a View.
struct Tensor {
  Shape shape;
  std::vector<Real> numbers;

  Tensor() = default;
  explicit Tensor(const Shape& s) : shape(s), numbers(static_cast<std::size_t>(s.count())) {}
  Tensor(const Shape& s, std::vector<Real> n) : shape(s), numbers(std::move(n)) {}

  View view() { return {numbers.data(), shape}; }
};

std::vector<View> views(std::vector<Tensor>& tensors);

/// Normal numbers, none nearer to 0 than `gap`: points on a kink are moved away, not skipped.
Tensor random_tensor(const Shape& shape, Rng& rng, double scale = 1, double gap = 0);

/// "3x4 2" -> [3,4], [2].
std::vector<Shape> parse_shapes(std::string_view text);

/// The values of Info::options that the flat JSON object `text` sets; the others at their default. Fails the test on an
/// unknown name.
std::vector<double> parse_options(const Info& info, std::string_view text);

/// |a - b| / max(|a|, |b|, floor): `floor` is the size under which a difference does not matter.
double relative_error(double a, double b, double floor);

/// The largest relative_error over two lists, which must be equally long.
double largest_error(std::span<const Real> a, std::span<const Real> b, double floor);

}  // namespace downhill::test
