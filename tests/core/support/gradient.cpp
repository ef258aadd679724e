#include "tests/core/support/gradient.hpp"

#include <cmath>
#include "tests/core/support/test.hpp"

namespace downhill::test {
namespace {

// Activations are not differentiable at 0; differences reach 2h = 0.002 to each side.
constexpr double kGap = 0.01;

double dot(std::span<const Real> a, std::span<const Real> b) {
  double sum = 0;
  for (std::size_t i = 0; i < a.size(); ++i) sum += static_cast<double>(a[i]) * static_cast<double>(b[i]);
  return sum;
}

}  // namespace

double numerical_gradient(const std::function<double()>& f, Real& x, double h) {
  const Real middle = x;
  const auto at = [&](double offset) {
    x = static_cast<Real>(static_cast<double>(middle) + offset);
    return f();
  };
  const double slope = (at(-2 * h) - 8 * at(-h) + 8 * at(h) - at(2 * h)) / (12 * h);
  x = middle;
  return slope;
}

void check_gradient(const std::function<double()>& f, std::span<Real> numbers, std::span<const Real> gradient,
                    const std::string& name, GradientError& error) {
  REQUIRE(numbers.size() == gradient.size());
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    const double expected = numerical_gradient(f, numbers[i]);
    error.add(relative_error(static_cast<double>(gradient[i]), expected, kGradientFloor),
              "d" + name + "[" + std::to_string(i) + "]");
  }
}

GradientError check_op(const OpInfo& op, std::string_view options_text, std::string_view shapes, std::uint64_t seed) {
  Rng rng(seed);
  const std::vector<double> options = parse_options(op.info, options_text);
  const std::vector<Shape> input_shapes = parse_shapes(shapes);
  const auto plan = op.infer(options, input_shapes);
  REQUIRE_MESSAGE(plan.ok(), to_string(plan.error()));

  std::vector<Tensor> x, w, dx, dw;
  for (const Shape& shape : input_shapes) {
    x.push_back(random_tensor(shape, rng, 1, kGap));
    dx.push_back(random_tensor(shape, rng));  // must be overwritten
  }
  for (const ParameterSpec& spec : plan.value().parameters) {
    w.push_back(random_tensor(spec.shape, rng, 0.7));
    dw.push_back(random_tensor(spec.shape, rng));  // must be added to
  }
  const std::vector<Tensor> before = dw;
  Tensor y(plan.value().y), scratch(Shape{plan.value().scratch}), dy = random_tensor(plan.value().y, rng);

  const std::vector<View> x_views = views(x), w_views = views(w), dx_views = views(dx), dw_views = views(dw);
  const OpCall call{options, x_views, y.view(), w_views, scratch.view()};
  const auto f = [&] {
    op.forward(call);
    return dot(y.numbers, dy.numbers);
  };
  f();
  op.backward(call, {dy.view(), dx_views, dw_views});

  GradientError error;
  for (std::size_t i = 0; i < x.size(); ++i)
    check_gradient(f, x[i].numbers, dx[i].numbers, "x" + std::to_string(i), error);
  for (std::size_t i = 0; i < w.size(); ++i) {
    for (std::size_t j = 0; j < dw[i].numbers.size(); ++j) dw[i].numbers[j] -= before[i].numbers[j];
    check_gradient(f, w[i].numbers, dw[i].numbers, plan.value().parameters[i].name, error);
  }
  return error;
}

Tensor random_targets(TargetKind kind, const Shape& y, Rng& rng) {
  Tensor t(kind == TargetKind::class_index ? Shape{y[0]} : y);
  for (Real& number : t.numbers) switch (kind) {
      case TargetKind::value:
        number = static_cast<Real>(rng.normal());
        break;
      case TargetKind::probability:
        number = static_cast<Real>(rng.below(3)) / 2;
        break;
      case TargetKind::class_index:
        number = static_cast<Real>(rng.below(static_cast<std::uint64_t>(y[1])));
        break;
    }
  return t;
}

GradientError check_loss(const LossInfo& loss, const Shape& shape, std::uint64_t seed) {
  Rng rng(seed);
  Tensor y = random_tensor(shape, rng, 2), dy(shape), t = random_targets(loss.target, shape, rng);
  loss.evaluate(y.view(), t.view(), dy.view());
  Tensor unused(shape);
  GradientError error;
  check_gradient([&] { return loss.evaluate(y.view(), t.view(), unused.view()); }, y.numbers, dy.numbers, "y", error);
  return error;
}

GradientError check_regularizer(const RegularizerInfo& regularizer, std::span<const double> options,
                                std::uint64_t seed) {
  Rng rng(seed);
  Tensor w = random_tensor({13}, rng, 1, kGap), dw = random_tensor({13}, rng);
  const Tensor before = dw;
  regularizer.apply(options, w.numbers, dw.numbers);
  for (std::size_t i = 0; i < dw.numbers.size(); ++i) dw.numbers[i] -= before.numbers[i];
  Tensor unused({13});
  GradientError error;
  check_gradient([&] { return regularizer.apply(options, w.numbers, unused.numbers); }, w.numbers, dw.numbers, "w",
                 error);
  return error;
}

}  // namespace downhill::test
