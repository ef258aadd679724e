#include <algorithm>
#include <cmath>
#include <limits>

#include "core/optimizers/clip.hpp"
#include "core/optimizers/registry.hpp"
#include "tests/core/support/golden.hpp"
#include "tests/core/support/test.hpp"

using namespace downhill;
using namespace downhill::test;

namespace {

/// The tensors "<name>0.<step>", "<name>1.<step>", ... one behind the other, as an optimizer sees them.
std::vector<Real> flat(GoldenCase& c, const std::string& name, int step) {
  std::vector<Real> all;
  for (std::size_t i = 0; i < parse_shapes(c.shapes).size(); ++i) {
    const Tensor& tensor = c[name + std::to_string(i) + "." + std::to_string(step)];
    all.insert(all.end(), tensor.numbers.begin(), tensor.numbers.end());
  }
  return all;
}

}  // namespace

TEST_CASE("golden: optimizers equal PyTorch over five steps of three tensors") {
  std::vector<GoldenCase> cases = read_golden("optimizers");
  for (GoldenCase& c : cases) {
    CAPTURE(c.label());
    const OptimizerInfo* optimizer = find_piece(all_optimizers(), c.piece);
    REQUIRE(optimizer != nullptr);
    const std::vector<double> options = parse_options(optimizer->info, c.options);
    std::vector<Real> w = flat(c, "w", 0);
    std::vector<Real> state(w.size() * static_cast<std::size_t>(optimizer->slots));
    // The first and the last tensor are weights, the second stands for a bias.
    const ParameterRange weights[] = {{0, 6}, {11, 15}};
    for (int step = 1; step <= 5; ++step) {
      CAPTURE(step);
      std::vector<Real> dw = flat(c, "dw", step);
      clip_gradients(options, dw);
      optimizer->update({options, static_cast<std::uint64_t>(step), w, dw, state, weights});
      CHECK(largest_error(w, flat(c, "w", step), 0.1) < kGoldenTolerance);
    }
  }
  CHECK(first_missing(all_optimizers(), cases) == "");
}

TEST_CASE("optimizers: how the parameters are cut makes no difference") {
  Rng rng(5);
  for (const OptimizerInfo* optimizer : all_optimizers()) {
    CAPTURE(optimizer->info.name);
    const std::vector<double> options = parse_options(optimizer->info, "{}");
    const auto slots = static_cast<std::size_t>(optimizer->slots);
    for (std::size_t count = 1; count <= 67; ++count) {
      CAPTURE(count);
      std::vector<Real> w(count), alone(count), dw(count), state(count * slots);
      std::vector<std::vector<Real>> own(count, std::vector<Real>(slots));
      for (Real& v : w) v = static_cast<Real>(rng.normal());
      alone = w;
      for (std::uint64_t step = 1; step <= 3; ++step) {
        for (Real& v : dw) v = static_cast<Real>(rng.normal());
        optimizer->update({options, step, w, dw, state});
        for (std::size_t i = 0; i < count; ++i) optimizer->update({options, step, {&alone[i], 1}, {&dw[i], 1}, own[i]});
      }
      CHECK(w == alone);
    }
  }
}

TEST_CASE("optimizers: the learning rate is the first option, the clipping the last two") {
  for (const OptimizerInfo* optimizer : all_optimizers()) {
    CAPTURE(optimizer->info.name);
    const std::span<const OptionSpec> options = optimizer->info.options;
    REQUIRE(options.size() >= 3);
    CHECK(std::string(options[0].name) == "learning_rate");
    CHECK(std::string(options[options.size() - 2].name) == "clip_value");
    CHECK(std::string(options[options.size() - 1].name) == "clip_norm");
  }
}

TEST_CASE("clipping: nothing by default; a NaN is kept; a norm within the limit stays as it is") {
  const auto clipped = [](double value, double norm, std::vector<Real> dw) {
    const double options[] = {0.1, value, norm};
    clip_gradients(options, dw);
    return dw;
  };
  const std::vector<Real> dw = {3, -4, 0, 1e6};
  CHECK(clipped(0, 0, dw) == dw);
  CHECK(clipped(3.5, 0, dw) == std::vector<Real>{3, Real(-3.5), 0, Real(3.5)});
  CHECK(clipped(0, 5.00001, {3, -4, 0}) == std::vector<Real>{3, -4, 0});
  const std::vector<Real> shortened = {Real(1.5 / 1.0000002), Real(-2 / 1.0000002), 0};  // 5 + 1e-6 is halved
  CHECK(largest_error(clipped(0, 2.5, {3, -4, 0}), shortened, 0.1) < kGoldenTolerance);
  CHECK(largest_error(clipped(4, 2.5, {3, -400, 0}), shortened, 0.1) < kGoldenTolerance);
  CHECK(clipped(0, 1e-8, {0, 0, 0}) == std::vector<Real>{0, 0, 0});
  const Real nan = std::numeric_limits<Real>::quiet_NaN();
  CHECK(std::isnan(clipped(1, 0, {nan, 1})[0]));
  CHECK(std::isnan(clipped(0, 1, {nan, 1})[0]));
}
