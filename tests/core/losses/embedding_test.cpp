// Losses that arrange samples in space: what gradients and golden vectors do not say.
#include <cmath>

#include "core/losses/registry.hpp"
#include "core/model/network.hpp"
#include "tests/core/support/tensor.hpp"
#include "tests/core/support/test.hpp"

using namespace downhill;
using namespace downhill::test;

namespace {

struct Outcome {
  double loss;
  Tensor dy;
};

Outcome evaluate(const char* name, const char* options, Tensor y, std::vector<Real> classes) {
  const LossInfo& loss = *find_piece(all_losses(), name);
  Tensor t({y.shape[0]}, std::move(classes));
  Outcome outcome{0, Tensor(y.shape)};
  for (Real& number : outcome.dy.numbers) number = 99;  // must be overwritten
  outcome.loss = loss.evaluate(parse_options(loss.info, options), y.view(), t.view(), outcome.dy.view());
  return outcome;
}

double size_of(const Tensor& tensor) {
  double sum = 0;
  for (const Real number : tensor.numbers) sum += std::abs(static_cast<double>(number));
  return sum;
}

}  // namespace

TEST_CASE("embedding losses: samples in one place give finite gradients, and a class alone costs nothing") {
  for (const char* name : {"center", "contrastive", "triplet"}) {
    CAPTURE(name);
    const Outcome same = evaluate(name, "{}", Tensor({4, 2}, std::vector<Real>(8, Real(0.5))), {0, 0, 1, 1});
    CHECK(std::isfinite(same.loss));
    CHECK(size_of(same.dy) == 0);
    const Outcome alone = evaluate(name, "{}", Tensor({1, 2}, {3, 4}), {1});
    CHECK(alone.loss == 0);
    CHECK(size_of(alone.dy) == 0);
  }
}

TEST_CASE("embedding losses: a NaN is kept, so that divergence is seen") {
  for (const char* name : {"center", "contrastive", "triplet"}) {
    CAPTURE(name);
    for (std::size_t at = 0; at < 4; ++at) {
      Tensor y({4, 1}, {0, Real(0.1), Real(0.2), Real(0.3)});
      y.numbers[at] = static_cast<Real>(std::nan(""));
      CHECK(std::isnan(evaluate(name, "{}", y, {0, 0, 1, 1}).loss));
    }
  }
}

TEST_CASE("embedding losses: well separated classes cost nothing, mixed ones do") {
  const std::vector<Real> classes = {0, 0, 1, 1};
  const Tensor apart({4, 1}, {0, 0, 9, 9}), mixed({4, 1}, {0, 9, 0, 9});
  for (const char* name : {"center", "contrastive", "triplet"}) {
    CAPTURE(name);
    CHECK(evaluate(name, "{}", apart, classes).loss == 0);
    CHECK(evaluate(name, "{}", mixed, classes).loss > 1);
  }
}

TEST_CASE("losses: one that predicts nothing is refused as the loss of an experiment") {
  for (const LossInfo* loss : all_losses()) {
    CAPTURE(loss->info.name);
    Experiment e = default_experiment();
    e.loss = default_piece(loss->info);
    const Status status = check_experiment(e);
    if (loss->predicts) continue;
    REQUIRE(!status.ok());
    CHECK(status.error().place == "loss");
    CHECK(status.error().en.find("\"losses\"") != std::string::npos);
  }
}
