// It learns: what issue 2 asks of the experiments in assets, five seeds each.
#include <doctest/doctest.h>

#include "tests/core/support/host.hpp"

using namespace downhill;
using namespace downhill::test;

namespace {

/// The metrics at the end of `epochs`, for seeds 1 to 5.
std::vector<Metrics> five_runs(const char* name, int epochs) {
  std::vector<Metrics> results;
  for (int seed = 1; seed <= 5; ++seed) {
    Host host;
    const Ready ready = host.configure(experiment_with(name, {{"seed", std::to_string(seed)}}));
    const std::uint32_t batch = host.session.batch_size();
    const std::uint64_t steps = (ready.train_samples * static_cast<std::uint64_t>(epochs) + batch - 1) / batch;
    const Stopped stopped = host.train(steps, 100000);
    REQUIRE(stopped.reason == StopReason::done);
    results.push_back(stopped.metrics);
    MESSAGE(name << " seed " << seed << ": epoch " << stopped.metrics.epoch << " train loss " << stopped.metrics.train_loss << " test loss "
                 << stopped.metrics.test_loss << " test accuracy " << stopped.metrics.test_accuracy);
  }
  return results;
}

}  // namespace

TEST_CASE("learning: circle, xor, gauss and moons to a test accuracy of 0.98 within 100 epochs") {
  for (const char* name : {"circle", "xor", "gauss", "moons"})
    for (const Metrics& m : five_runs(name, 100)) CHECK_MESSAGE(m.test_accuracy >= 0.98, name);
}

TEST_CASE("learning: the spiral to a test accuracy of 0.95 in 500 epochs") {
  for (const Metrics& m : five_runs("spiral", 500)) CHECK(m.test_accuracy >= 0.95);
}

TEST_CASE("learning: three spirals to a train loss of 0.15 in 300 epochs") {
  for (const Metrics& m : five_runs("three_spirals", 300)) CHECK(m.train_loss <= 0.15);
}

TEST_CASE("learning: the plane to a test loss of 0.001") {
  for (const Metrics& m : five_runs("plane", 30)) CHECK(m.test_loss < 1e-3);
}

TEST_CASE("learning: six hills to a test loss of 0.02") {
  for (const Metrics& m : five_runs("gaussians", 300)) CHECK(m.test_loss < 0.02);
}
