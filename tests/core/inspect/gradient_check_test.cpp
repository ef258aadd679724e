#include "core/inspect/gradient_check.hpp"

#include <algorithm>
#include <cmath>

#include "core/ops/registry.hpp"
#include "tests/core/inspect/net.hpp"
#include "tests/core/support/allocations.hpp"

using namespace downhill;
using namespace downhill::test;

namespace {

double worst(const std::vector<TensorCheck>& checks) {
  double error = 0;
  for (const TensorCheck& check : checks) error = std::max(error, check.worst);
  return error;
}

/// tanh with a backward that is wrong by `percent - 100` per cent.
template <int percent>
const OpPasses& wrong_tanh() {
  static const OpPasses passes = [] {
    OpPasses wrong = passes_of(*find_piece(all_ops(), "tanh"));
    wrong.backward = [](const OpCall& call, const OpGradients& gradients) {
      passes_of(*find_piece(all_ops(), "tanh")).backward(call, gradients);
      for (Real& v : gradients.dx[0].span()) v *= static_cast<Real>(percent / 100.0);
    };
    return wrong;
  }();
  return passes;
}

const char* const kMlp =
    R"({"type":"dense","units":6},{"type":"tanh"},{"type":"dense","units":5},{"type":"tanh"},{"type":"dense","units":3})";

double with_wrong_tanh(const OpPasses& passes, std::uint64_t seed) {
  ProbedNet net(nodes_of(kMlp), {10, 3}, "softmax_cross_entropy", seed);
  net.nodes[2].passes = &passes;
  Probing probing(net);
  return worst(check_gradients(probing, 1000));
}

struct Kind {
  const char* name;
  const char* layers;
  Shape input;
  std::uint64_t words;
  const char* loss;
};

const Kind kHealthy[] = {
    {"MLP", kMlp, {10, 3}, 0, "softmax_cross_entropy"},
    {"relu",
     R"({"type":"dense","units":8},{"type":"relu"},{"type":"dense","units":8},{"type":"relu"},{"type":"dense","units":1})",
     {10, 2},
     0,
     "mse"},
    {"batch norm and dropout",
     R"({"type":"dense","units":6},{"type":"batch_norm"},{"type":"gelu"},{"type":"dropout","rate":0.3},{"type":"dense","units":3})",
     {8, 4},
     0,
     "softmax_cross_entropy"},
    {"CNN",
     R"({"type":"conv2d","units":3,"kernel":3,"padding":1},{"type":"relu"},{"type":"max_pool2d"},{"type":"flatten"},{"type":"dense","units":3})",
     {3, 2, 6, 6},
     0,
     "softmax_cross_entropy"},
    {"LSTM",
     R"({"type":"embedding","vocabulary":7,"width":3},{"type":"lstm","units":4,"output":"last"},{"type":"dense","units":3})",
     {3, 4},
     7,
     "softmax_cross_entropy"},
};

}  // namespace

TEST_CASE("gradient check: healthy nets pass, and nearly every number is compared") {
  for (const Kind& kind : kHealthy)
    for (std::uint64_t seed = 1; seed <= 4; ++seed) {
      CAPTURE(kind.name);
      CAPTURE(seed);
      ProbedNet net(nodes_of(kind.layers), kind.input, kind.loss, seed, kind.words);
      Probing probing(net);
      const std::vector<TensorCheck> checks = check_gradients(probing, 1000);
      REQUIRE(checks.size() == net.parameters.table().size());
      std::int64_t numbers = 0, kinks = 0;
      for (const TensorCheck& check : checks) {
        numbers += check.numbers, kinks += check.kinks;
        CAPTURE(net.parameters.table()[static_cast<std::size_t>(check.parameter)].name);
        CAPTURE(check.gradient);
        CAPTURE(check.slope);
        CHECK(check.worst < kGradientTolerance);
      }
      CHECK(numbers + kinks == static_cast<std::int64_t>(net.parameters.count()));
      CHECK(static_cast<double>(kinks) <= (sizeof(Real) == 8 ? 0.0 : 0.2) * static_cast<double>(numbers));
    }
}

TEST_CASE("gradient check: sees a wrong backward, of one per cent in double and of two in float") {
  for (std::uint64_t seed = 1; seed <= 4; ++seed) {
    CHECK(with_wrong_tanh(passes_of(*find_piece(all_ops(), "tanh")), seed) < kGradientTolerance);
    const double error =
        sizeof(Real) == 8 ? with_wrong_tanh(wrong_tanh<101>(), seed) : with_wrong_tanh(wrong_tanh<102>(), seed);
    CHECK(error > (sizeof(Real) == 8 ? 0.009 : kGradientTolerance));
  }
}

TEST_CASE("gradient check: names the tensor and the number with the largest error") {
  ProbedNet net(nodes_of(kMlp), {10, 3}, "softmax_cross_entropy", 2);
  net.nodes[4].passes = &wrong_tanh<150>();  // behind dense2: everything behind it is right, all before it is wrong
  Probing probing(net);
  const std::vector<TensorCheck> checks = check_gradients(probing, 1000);
  for (const TensorCheck& check : checks) {
    const bool before = check.parameter < 4;  // weight and bias of dense1 and dense2
    CAPTURE(check.parameter);
    CHECK((check.worst > 0.2) == before);
    if (before) CHECK(check.gradient == doctest::Approx(1.5 * check.slope).epsilon(0.02));
    CHECK(check.place < net.parameters.value(check.parameter).count());
  }
}

TEST_CASE("gradient check: a net right on a kink says so instead of blaming its backward") {
  ProbedNet net(nodes_of(R"({"type":"dense","units":4},{"type":"relu"},{"type":"dense","units":2})"), {6, 3},
                "softmax_cross_entropy", 5);
  for (int p : {0, 1})
    for (Real& w : net.parameters.value(p).span()) w = 0;  // every relu stands at 0
  Probing probing(net);
  const std::vector<TensorCheck> checks = check_gradients(probing, 1000);
  CHECK(worst(checks) < kGradientTolerance);
  CHECK(checks[0].kinks + checks[1].kinks > 8);
  CHECK(checks[2].kinks + checks[3].kinks == 0);
}

TEST_CASE("gradient check: a diverged net has nothing to compare") {
  ProbedNet net(nodes_of(kMlp), {10, 3}, "softmax_cross_entropy", 2);
  net.parameters.values()[0] = std::nanf("");
  Probing probing(net);
  for (const TensorCheck& check : check_gradients(probing, 5)) {
    CHECK(check.numbers == 0);
    CHECK(check.kinks > 0);
  }
}

TEST_CASE("gradient check: looks at no more numbers than asked for, allocates once, leaves everything as it was") {
  ProbedNet net(nodes_of(kMlp), {10, 3}, "softmax_cross_entropy", 4);
  const Everything before(net.parameters);
  {
    Probing probing(net);
    std::size_t at = allocations();
    for (const TensorCheck& check : check_gradients(probing, 4)) CHECK(check.numbers + check.kinks <= 4);
    at = allocations();
    check_gradients(probing, 1000);
    CHECK(allocations() == at + 1);
  }
  CHECK(Everything(net.parameters) == before);
}
