#include "tests/core/support/op_run.hpp"

#include "core/ops/registry.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace downhill::test {
namespace {

// Differences reach 2h = 0.002 to each side of a number.
constexpr double kGap = 0.01;

/// Moves numbers away from each other, outward from 0: the largest of a window stays the largest.
void separate(Tensor& tensor) {
  std::vector<std::size_t> order(tensor.numbers.size());
  std::iota(order.begin(), order.end(), std::size_t(0));
  std::sort(order.begin(), order.end(),
            [&](std::size_t a, std::size_t b) { return std::abs(tensor.numbers[a]) < std::abs(tensor.numbers[b]); });
  double last[2] = {0, 0};  // of the numbers below and above 0
  for (std::size_t i : order) {
    const double value = static_cast<double>(tensor.numbers[i]);
    double& edge = last[value > 0];
    edge = std::max(std::abs(value), edge + kGap);
    tensor.numbers[i] = static_cast<Real>(value < 0 ? -edge : edge);
  }
}

void draw_input(InputKind kind, std::int64_t choices, Rng& rng, Tensor& x) {
  if (kind == InputKind::value) {
    x = random_tensor(x.shape, rng, 1, kGap);
    separate(x);
    return;
  }
  for (Real& number : x.numbers)
    number =
        static_cast<Real>(kind == InputKind::index ? rng.below(static_cast<std::uint64_t>(choices)) : rng.below(3) > 0);
}

}  // namespace

OpRun::OpRun(const OpInfo& op, std::string_view options_text, std::string_view shapes, const OpPasses* passes)
    : passes_(passes != nullptr ? *passes : passes_of(op)) {
  options = parse_options(op.info, options_text);
  const std::vector<Shape> inputs = parse_shapes(shapes);
  auto inferred = op.infer(options, inputs);
  REQUIRE_MESSAGE(inferred.ok(),
                  op.info.name << " " << options_text << " " << shapes << ": " << to_string(inferred.error()));
  plan = std::move(inferred.value());
  for (const Shape& shape : inputs) x.emplace_back(shape), dx.emplace_back(shape);
  for (const ParameterSpec& spec : plan.parameters) w.emplace_back(spec.shape), dw.emplace_back(spec.shape);
  for (const BufferSpec& spec : plan.buffers) {
    first_buffers.emplace_back(spec.shape);
    std::fill(first_buffers.back().numbers.begin(), first_buffers.back().numbers.end(), spec.initial);
  }
  buffers = first_buffers;
  y = dy = Tensor(plan.y);
  scratch = Tensor(Shape{plan.scratch});
  state = first_state = Tensor(Shape{plan.state});
}

OpCall OpRun::call() {
  x_ = views(x), w_ = views(w), buffers_ = views(buffers), dx_ = views(dx), dw_ = views(dw);
  return {options, x_, y.view(), w_, scratch.view(), buffers_, training, &rng_, state.view()};
}

void OpRun::forward() {
  for (std::size_t i = 0; i < buffers.size(); ++i) buffers[i].numbers = first_buffers[i].numbers;
  state.numbers = first_state.numbers;
  rng_ = Rng(rng_seed);
  passes_.forward(call());
}

void OpRun::backward(bool wanted) {
  last_ = call();
  if (!wanted)
    for (View& view : dx_) view = {};
  passes_.backward(last_, {dy.view(), dx_, dw_});
}

void draw(const OpInfo& op, OpRun& run, Rng& rng) {
  for (Tensor& w : run.w) w = random_tensor(w.shape, rng, 0.7);
  const std::int64_t choices = run.w.empty() ? 1 : run.w[0].shape[0];
  for (std::size_t i = 0; i < run.x.size(); ++i)
    draw_input(i < op.inputs.size() ? op.inputs[i] : InputKind::value, choices, rng, run.x[i]);
  for (Tensor& dx : run.dx) dx = random_tensor(dx.shape, rng);
  for (Tensor& dw : run.dw) dw = random_tensor(dw.shape, rng);
  run.dy = random_tensor(run.dy.shape, rng);
  run.first_state = random_tensor(run.state.shape, rng);
  // Evaluation works with what training has left: variances are positive.
  if (!run.training)
    for (Tensor& buffer : run.first_buffers)
      for (Real& number : buffer.numbers) number = static_cast<Real>(0.5 + std::abs(rng.normal()));
}

}  // namespace downhill::test
