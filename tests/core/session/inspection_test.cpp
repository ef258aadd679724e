// A look at a run through the session: activations, gradients, whether they are right, and the loss around it.
#include "core/session/session.hpp"
#include "tests/core/support/files.hpp"
#include "tests/core/support/host.hpp"
#include "tests/core/support/test.hpp"

using namespace downhill;
using namespace downhill::test;

TEST_CASE("inspection: every layer and parameter, and the run goes on bit for bit") {
  Host looked_at, undisturbed;
  for (Host* host : {&looked_at, &undisturbed}) {
    host->configure(experiment_text("circle"));
    host->train(60);
  }
  const Result<Inspection> found = looked_at.session.inspect({});
  REQUIRE(found.ok());
  const Inspection& seen = found.value();
  CHECK(seen.activations.size() == 3);
  CHECK(seen.activations[1].name == "tanh1");
  CHECK(seen.activations[1].statistics.maximum <= 1);
  CHECK(seen.gradients.size() == 4);
  REQUIRE(seen.checks.size() == 4);
  for (const TensorCheck& check : seen.checks) CHECK(check.worst < kGradientTolerance);
  CHECK(seen.line.size() == 41);
  CHECK(seen.line[20] == doctest::Approx(seen.loss));
  CHECK(seen.eigenvalues.size() == 22);
  CHECK(seen.eigenvalues.front() > 0);
  looked_at.train(60);
  undisturbed.train(60);
  CHECK(looked_at.parameters() == undisturbed.parameters());
}

TEST_CASE("inspection: pictures, and what it refuses") {
  Host host;
  const Session empty;
  CHECK_FALSE(empty.inspect({}).ok());
  host.configure(
      R"({"version":1,"dataset":{"type":"synthetic_digits","train_samples":40,"test_samples":10},)"
      R"("model":{"layers":[{"type":"conv2d","units":2,"kernel":5},{"type":"relu"},{"type":"max_pool2d"},{"type":"dense","units":10}]}})");
  const Result<Inspection> found = host.session.inspect({.samples = 4, .checked_numbers = 5});
  REQUIRE(found.ok());
  CHECK(found.value().activations[1].statistics.zeros > 0);  // what the relu has shut
  for (const TensorCheck& check : found.value().checks) CHECK(check.worst < kGradientTolerance);
  CHECK(found.value().eigenvalues.empty());
  const Result<Inspection> refused = host.session.inspect({.samples = 41});
  REQUIRE_FALSE(refused.ok());
  CHECK(to_string(refused.error()).find("40") != std::string::npos);
}
