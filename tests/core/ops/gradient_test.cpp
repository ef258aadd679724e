#include "tests/core/support/gradient.hpp"
#include "core/ops/registry.hpp"
#include "tests/core/support/test.hpp"

using namespace downhill;
using namespace downhill::test;

// Differences of float sums are too coarse: these run in the double build; float is held to the golden vectors.
#ifdef DOWNHILL_REAL_DOUBLE
namespace {

/// y = x^2, its derivative wrong by `factor`.
template <int percent>
void square_backward(const OpCall& call, const OpGradients& gradients) {
  for (std::size_t i = 0; i < call.y.span().size(); ++i)
    gradients.dx[0].data[i] = static_cast<Real>(2 * percent / 100.0) * call.x[0].data[i] * gradients.dy.data[i];
}

void square_forward(const OpCall& call) {
  for (std::size_t i = 0; i < call.y.span().size(); ++i) call.y.data[i] = call.x[0].data[i] * call.x[0].data[i];
}

template <int percent>
OpInfo square_op() {
  OpInfo op = {};
  op.info.name = "square";
  op.infer = infer_elementwise;
  op.forward = square_forward;
  op.backward = square_backward<percent>;
  return op;
}

}  // namespace

TEST_CASE("gradient check: sees a backward that is wrong by one per cent, and passes a right one") {
  CHECK(check_op(square_op<100>(), "{}", "3x4", 1).worst < 1e-9);
  const double error = check_op(square_op<101>(), "{}", "3x4", 1).worst;
  CHECK(error > 0.0098);
  CHECK(error < 0.0102);
}

TEST_CASE("gradient check: every op, every sample") {
  for (const OpInfo* op : all_ops()) {
    CHECK_MESSAGE(!op->info.samples.empty(), op->info.name << " registers no sample");
    for (const Sample& sample : op->info.samples)
      for (std::uint64_t seed = 1; seed <= 3; ++seed) {
        CAPTURE(op->info.name);
        CAPTURE(sample.options);
        CAPTURE(sample.shapes);
        const GradientError error = check_op(*op, sample.options, sample.shapes, seed);
        CAPTURE(error.place);
        CHECK(error.worst < 1e-6);
      }
  }
}
#endif

TEST_CASE("ops: a gradient that nobody wants is not written") {
  Rng rng(2);
  for (const OpInfo* op : all_ops()) {
    CAPTURE(op->info.name);
    const std::vector<double> options = parse_options(op->info, op->info.samples[0].options);
    const std::vector<Shape> shapes = parse_shapes(op->info.samples[0].shapes);
    const auto plan = op->infer(options, shapes);
    REQUIRE(plan.ok());
    std::vector<Tensor> x, w, dw;
    for (const Shape& shape : shapes) x.push_back(random_tensor(shape, rng));
    for (const ParameterSpec& spec : plan.value().parameters)
      w.push_back(random_tensor(spec.shape, rng)), dw.emplace_back(spec.shape);
    Tensor y(plan.value().y), dy = random_tensor(plan.value().y, rng), scratch(Shape{plan.value().scratch});
    const std::vector<View> x_views = views(x), w_views = views(w), dw_views = views(dw), none(x.size());
    const OpCall call{options, x_views, y.view(), w_views, scratch.view()};
    op->forward(call);
    op->backward(call, {dy.view(), none, dw_views});
  }
}
