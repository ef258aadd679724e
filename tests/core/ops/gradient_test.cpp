#include "tests/core/support/gradient.hpp"
#include "core/ops/registry.hpp"
#include "tests/core/support/op_run.hpp"
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
GradientError check_square() {
  OpInfo op = {};
  op.info.name = "square";
  op.infer = infer_elementwise;
  const OpPasses passes = {square_forward, square_backward<percent>};
  return check_op(op, "{}", "3x4", 1, true, &passes);
}

}  // namespace

TEST_CASE("gradient check: sees a backward that is wrong by one per cent, and passes a right one") {
  CHECK(check_square<100>().worst < 1e-9);
  const double error = check_square<101>().worst;
  CHECK(error > 0.0098);
  CHECK(error < 0.0102);
}

TEST_CASE("gradient check: every op, every sample") {
  for (const OpInfo* op : all_ops()) {
    CHECK_MESSAGE(!op->info.samples.empty(), op->info.name << " registers no sample");
    for (const Sample& sample : op->info.samples)
      for (std::uint64_t seed = 1; seed <= 4; ++seed) {
        const bool training = seed < 4;
        CAPTURE(op->info.name);
        CAPTURE(sample.options);
        CAPTURE(sample.shapes);
        CAPTURE(training);
        const GradientError error = check_op(*op, sample.options, sample.shapes, seed, training);
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
    OpRun run(*op, op->info.samples[0].options, op->info.samples[0].shapes);
    draw(*op, run, rng);
    run.forward();
    run.backward(false);
  }
}
