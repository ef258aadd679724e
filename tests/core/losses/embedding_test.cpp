// Losses that arrange samples in space: what gradients and golden vectors do not say.
#include <cmath>
#include <utility>

#include "core/losses/registry.hpp"
#include "core/model/network.hpp"
#include "tests/core/support/golden.hpp"
#include "tests/core/support/host.hpp"
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

/// Every embedding loss, the mining of triplets one by one.
const std::pair<const char*, const char*> kLosses[] = {{"center", "{}"},
                                                       {"contrastive", "{}"},
                                                       {"triplet", "{}"},
                                                       {"triplet", R"({"mining":"all"})"},
                                                       {"triplet", R"({"mining":"active"})"}};

double size_of(const Tensor& tensor) {
  double sum = 0;
  for (const Real number : tensor.numbers) sum += std::abs(static_cast<double>(number));
  return sum;
}

}  // namespace

TEST_CASE("embedding losses: samples in one place give finite gradients, and a class alone costs nothing") {
  for (const auto& [name, options] : kLosses) {
    CAPTURE(name);
    CAPTURE(options);
    const Outcome same = evaluate(name, options, Tensor({4, 2}, std::vector<Real>(8, Real(0.5))), {0, 0, 1, 1});
    CHECK(std::isfinite(same.loss));
    CHECK(size_of(same.dy) == 0);
    const Outcome alone = evaluate(name, options, Tensor({1, 2}, {3, 4}), {1});
    CHECK(alone.loss == 0);
    CHECK(size_of(alone.dy) == 0);
  }
}

TEST_CASE("embedding losses: a NaN is kept, so that divergence is seen") {
  for (const auto& [name, options] : kLosses) {
    CAPTURE(name);
    CAPTURE(options);
    for (std::size_t at = 0; at < 4; ++at) {
      Tensor y({4, 1}, {0, Real(0.1), Real(0.2), Real(0.3)});
      y.numbers[at] = static_cast<Real>(std::nan(""));
      CHECK(std::isnan(evaluate(name, options, y, {0, 0, 1, 1}).loss));
    }
  }
}

TEST_CASE("embedding losses: well separated classes cost nothing, mixed ones do") {
  const std::vector<Real> classes = {0, 0, 1, 1};
  const Tensor apart({4, 1}, {0, 0, 9, 9}), mixed({4, 1}, {0, 9, 0, 9});
  for (const auto& [name, options] : kLosses) {
    CAPTURE(name);
    CAPTURE(options);
    CHECK(evaluate(name, options, apart, classes).loss == 0);
    CHECK(evaluate(name, options, mixed, classes).loss > 1);
  }
}

TEST_CASE("triplet: what hard, all and active mean, by hand") {
  // Anchor 0: 0.5 + 1 - 2 < 0 costs nothing, anchor 1: 0.5 + 1 - 1 = 0.5; the third sample is alone in its class.
  const Tensor y({3, 1}, {0, 1, 2});
  const struct {
    const char* mining;
    double loss;
    std::vector<Real> dy;
  } wanted[] = {{"hard", 0.25, {-0.5, 1, -0.5}}, {"all", 0.25, {-0.5, 1, -0.5}}, {"active", 0.5, {-1, 2, -1}}};
  for (const auto& [mining, loss, dy] : wanted) {
    CAPTURE(mining);
    const Outcome outcome = evaluate("triplet", (R"({"mining":")" + std::string(mining) + "\"}").c_str(), y, {0, 0, 1});
    CHECK(outcome.loss == loss);
    CHECK(outcome.dy.numbers == dy);
  }
  // With one more stranger far away: two triplets an anchor for all, still the nearer one for hard.
  const Tensor more({4, 1}, {0, 1, 2, 9});
  CHECK(evaluate("triplet", R"({"mining":"hard"})", more, {0, 0, 1, 2}).loss == 0.25);
  CHECK(evaluate("triplet", R"({"mining":"all"})", more, {0, 0, 1, 2}).loss == 0.125);
  CHECK(evaluate("triplet", R"({"mining":"active"})", more, {0, 0, 1, 2}).loss == 0.5);
}

TEST_CASE("triplet: all of a batch of any size, summed one by one") {
  Rng rng(5);
  // 64 strangers are looked at together: none left over, one, and several rounds of them.
  for (const std::int64_t samples : {65, 66, 97, 200}) {
    CAPTURE(samples);
    const Tensor y = random_tensor({samples, 2}, rng, 1);
    std::vector<Real> classes;
    for (std::int64_t n = 0; n < samples; ++n) classes.push_back(static_cast<Real>(n == 0 ? 2 : rng.below(2)));
    const auto distance = [&](std::size_t a, std::size_t b) {
      return std::hypot(static_cast<double>(y.numbers[2 * a] - y.numbers[2 * b]),
                        static_cast<double>(y.numbers[2 * a + 1] - y.numbers[2 * b + 1]));
    };
    double sum = 0, all = 0, active = 0;
    std::vector<double> dy(y.numbers.size());
    const auto part = [&](std::size_t a, std::size_t b, double sign) {
      for (std::size_t d = 0; d < 2; ++d) {
        const double push = sign * static_cast<double>(y.numbers[2 * a + d] - y.numbers[2 * b + d]) / distance(a, b);
        dy[2 * a + d] += push;
        dy[2 * b + d] -= push;
      }
    };
    for (std::size_t a = 0; a < classes.size(); ++a)
      for (std::size_t p = 0; p < classes.size(); ++p)
        for (std::size_t q = 0; q < classes.size(); ++q) {
          if (p == a || classes[p] != classes[a] || classes[q] == classes[a]) continue;
          ++all;
          const double over = 0.5 + distance(a, p) - distance(a, q);
          if (over <= 0) continue;
          ++active;
          sum += over;
          part(a, p, 1);
          part(a, q, -1);
        }
    for (const bool only_active : {false, true}) {
      const double count = only_active ? active : all;
      const Outcome outcome =
          evaluate("triplet", only_active ? R"({"mining":"active"})" : R"({"mining":"all"})", y, classes);
      CHECK(relative_error(outcome.loss, sum / count, 0.1) < kGoldenTolerance);
      double worst = 0;
      for (std::size_t i = 0; i < dy.size(); ++i)
        worst = std::max(worst, relative_error(static_cast<double>(outcome.dy.numbers[i]), dy[i] / count, 0.01));
      CHECK(worst < kGoldenTolerance);
    }
  }
}

TEST_CASE("triplet: looks at all triplets of 256 samples at most, and says so before a run and during it") {
  const auto fits = [](const char* mining, int batch) {
    Experiment e = default_experiment();
    REQUIRE(set_field(e, "losses", R"([{"type":"triplet","mining":")" + std::string(mining) + "\"}]").ok());
    e.batch_size = batch;
    return check_experiment(e);
  };
  CHECK(fits("hard", 4096).ok());
  for (const char* mining : {"all", "active"}) {
    CAPTURE(mining);
    CHECK(fits(mining, 256).ok());
    const Status status = fits(mining, 257);
    REQUIRE(!status.ok());
    CHECK(status.error().place == "batch_size");
    CHECK(status.error().en.find("at most 256 samples in a batch, got 257") != std::string::npos);
    CHECK(status.error().zh.find("257") != std::string::npos);
  }
  Host host;
  host.configure(experiment_with("spiral", {{"losses", R"([{"type":"triplet","mining":"all","weight":0.1}])"}}));
  host.train(3);
  host.send(SetField{"batch_size", "256"});
  host.train(6);
  host.send(SetField{"batch_size", "257"});
  CHECK(host.last<Rejected>().error.place == "batch_size");
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
