#include <cmath>
#include <cstring>
#include <string>

#include "core/data/datasets/registry.hpp"
#include "tests/core/support/experiments.hpp"
#include "tests/core/support/files.hpp"
#include "tests/core/support/host.hpp"
#include "tests/core/support/test.hpp"

using namespace downhill;
using namespace downhill::test;

namespace {

bool within(const std::vector<float>& numbers, float low, float high) {
  for (const float v : numbers)
    if (!(v >= low && v <= high)) return false;
  return true;
}

}  // namespace

TEST_CASE("probe: has exactly what was asked for") {
  Host host;
  const Ready ready = host.configure(experiment_with("spiral"));
  const Probed nothing = host.probe({0, 0, false, false});
  CHECK(!nothing.has_metrics);
  CHECK(nothing.surface.empty());
  CHECK(nothing.maps.empty());
  CHECK(nothing.parameters.empty());
  CHECK(!nothing.running);

  const Probed all = host.probe({20, 12, true, true});
  CHECK(all.has_metrics);
  CHECK(all.surface_size == 20);
  CHECK(all.map_size == 12);
  CHECK(all.surface_outputs == 2);
  CHECK(all.surface.size() == 2 * 20 * 20);
  CHECK(all.maps.size() == (2 + 8 + 8 + 8 + 8 + 2) * 12 * 12);
  CHECK(all.parameters.size() == ready.parameter_count);
  CHECK(all.gradient_norms.size() == ready.parameters.size());
  CHECK(within(all.surface, 0, 1));
  for (std::size_t i = 0; i < 400; ++i)
    CHECK(all.surface[i] + all.surface[400 + i] == doctest::Approx(1).epsilon(1e-5));

  host.send(Play{});
  host.session.tick(5);
  CHECK(host.probe({}).running);
}

TEST_CASE("probe: rows run from the top down, columns from left to right; the input maps are the features") {
  Host host;
  host.configure(experiment_with("circle", {{"features", R"(["x","y","x_squared"])"}}));
  const Probed probed = host.probe({0, 16, false, false});
  const auto at = [&](std::size_t unit, std::size_t row, std::size_t column) {
    return probed.maps[(unit * 16 + row) * 16 + column];
  };
  CHECK(at(0, 3, 0) < 0);
  CHECK(at(0, 3, 15) > 0);
  CHECK(at(0, 0, 5) == at(0, 15, 5));
  CHECK(at(1, 0, 5) > 0);
  CHECK(at(1, 15, 5) < 0);
  CHECK(at(1, 2, 0) == at(1, 2, 15));
  CHECK(at(2, 1, 0) == doctest::Approx(at(2, 1, 15)).epsilon(1e-4));
  CHECK(std::abs(at(0, 0, 0)) <= 6);
}

TEST_CASE("probe: one output is shown in [-1, 1] with the sign of the class") {
  Host host;
  host.configure(experiment_with("gauss", {{"model.layers[2].units", "1"}, {"loss.type", "mse"}}));
  host.send(SetField{"optimizer.learning_rate", "0.02"});
  host.configure(experiment_with("circle"));
  // A net for one output must be described at once: its loss and its last layer change together.
  std::string text = experiment_text("gauss");
  text.replace(text.find("\"softmax_cross_entropy\""), std::strlen("\"softmax_cross_entropy\""),
               "\"binary_cross_entropy\"");
  text.replace(text.find("\"units\": 2"), std::strlen("\"units\": 2"), "\"units\": 1");
  host.configure(text);
  CHECK(host.train(300).metrics.test_accuracy > 0.95);
  const Probed probed = host.probe({11, 5, false, true});
  CHECK(probed.surface_outputs == 1);
  CHECK(probed.surface.size() == 121);
  CHECK(within(probed.surface, -1, 1));
  CHECK(probed.surface[2 * 11 + 8] > 0);  // the cloud at (2, 2) is class 1
  CHECK(probed.surface[8 * 11 + 2] < 0);
}

TEST_CASE("probe: accuracy is a share for classes and absent for values") {
  for (const std::string& path : experiment_files()) {
    CAPTURE(path);
    Host host;
    const Ready ready = host.configure(without_files(read_text(path)));
    const Metrics m = host.probe({}).metrics;
    CHECK(std::isfinite(m.train_loss));
    CHECK(std::isfinite(m.test_loss));
    CHECK(std::isnan(m.train_accuracy) == (ready.classes == 0));
    CHECK(std::isnan(m.test_accuracy) == (ready.classes == 0));
    if (ready.classes > 0) CHECK((m.test_accuracy >= 0 && m.test_accuracy <= 1));
    CHECK(m.step == 0);
    CHECK(m.epoch == 0);
  }
}

TEST_CASE("probe: a size beyond all screens is brought down, not refused") {
  Host host;
  host.configure(experiment_with("circle"));
  const Probed probed = host.probe({65535, 65535, false, false});
  CHECK(probed.surface_size > 0);
  CHECK(probed.surface_size <= 1024);
  CHECK(probed.surface.size() == 2u * probed.surface_size * probed.surface_size);
  CHECK(probed.maps.size() == 12u * probed.map_size * probed.map_size);
}
