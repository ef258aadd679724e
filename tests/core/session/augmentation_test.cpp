// "augment" of an experiment: where it may stand, whom it changes, and that chance repeats itself.
#include <string>
#include <vector>

#include "core/data/augment.hpp"
#include "core/data/dataset.hpp"
#include "core/model/link.hpp"
#include "core/model/samples.hpp"
#include "tests/core/support/allocations.hpp"
#include "tests/core/support/experiments.hpp"
#include "tests/core/support/host.hpp"
#include "tests/core/support/test.hpp"

using namespace downhill;
using namespace downhill::test;

namespace {

constexpr const char* kAll =
    R"({"shift":2,"rotate":10,"scale":0.1,"shear":0.2,"elastic_alpha":20,"elastic_sigma":5,"noise":0.1,"cutout":6})";

std::string experiment(const std::string& augment, const char* normalize = "unit") {
  return R"({"dataset":{"type":"synthetic_digits","train_samples":60,"test_samples":40,"normalize":")" +
         std::string(normalize) + "\"" + (augment.empty() ? "" : ",\"augment\":" + augment) +
         R"(},"model":{"layers":[{"type":"dense","units":10}]},"batch_size":16,"seed":3})";
}

double of(const Experiment& e, int option) {
  return e.dataset.values[static_cast<std::size_t>(kAugment + option)];
}

Samples samples_of(const Experiment& e) {
  Result<Samples> samples = Samples::make(e, 10, {});
  REQUIRE(samples.ok());
  return std::move(samples.value());
}

std::vector<float> trained(const std::string& text, std::uint64_t steps = 30) {
  Host host;
  host.configure(text);
  host.train(steps);
  return host.parameters();
}

}  // namespace

TEST_CASE("augmentation: a file says it in an object of the data set, and is written back the same") {
  const Experiment e = parsed(experiment(kAll));
  const double values[] = {2, 10, 0.1, 0.2, 20, 5, 0.1, 6};
  for (int i = 0; i < kAugmentOptions; ++i) CHECK(of(e, i) == values[i]);
  const std::string written = write_experiment(e);
  CHECK(written.find(R"("augment":{"shift":2,"rotate":10.0)") != std::string::npos);
  CHECK(parsed(written) == e);
  CHECK(write_experiment(parsed(experiment(""))).find("augment") == std::string::npos);
  const LinkState link = read_link(write_link(e, {}));
  CHECK(link.problems.empty());
  CHECK(link.experiment.dataset == e.dataset);
}

TEST_CASE("augmentation: what cannot be is refused by its place and number") {
  const std::pair<const char*, const char*> refused[] = {
      {R"({"shift":15})", "dataset.augment.shift: must be a whole"},
      {R"({"shift":1.5})", "dataset.augment.shift: must be a whole"},
      {R"({"noise":"a"})", "dataset.augment.noise: must be a number"},
      {R"({"mirror":1})", "dataset.augment.mirror: is not a known"},
      {R"({"type":1})", "dataset.augment.type: is not a known"},
      {R"(7)", "dataset.augment: must be an object"},
      {R"({"shift":{}})", "dataset.augment.shift: must be a whole"}};
  for (const auto& [augment, message] : refused) {
    const Result<Experiment> read = parse_experiment(experiment(augment));
    REQUIRE_MESSAGE(!read.ok(), augment);
    CHECK_MESSAGE(to_string(read.error()).find(message) == 0, to_string(read.error()));
  }
  CHECK(!parse_experiment(R"({"dataset":{"type":"mnist","augment.shift":1}})").ok());
  CHECK(!parse_experiment(R"({"dataset":{"type":"spiral","augment":{"shift":1}}})").ok());
}

TEST_CASE("augmentation: a field of --set, and one that may change during a run") {
  Experiment e = parsed(experiment(""));
  CHECK(set_field(e, "dataset.augment.shift", "2").ok());
  CHECK(set_field(e, "dataset.augment.rotate", "7.5").ok());
  CHECK(of(e, kAugmentShift) == 2);
  CHECK(of(e, kAugmentRotate) == 7.5);
  CHECK(set_field(e, "dataset.augment", R"({"noise":0.5})").ok());
  CHECK(of(e, kAugmentShift) == 0);
  CHECK(!set_field(e, "dataset.augment.shift", "15").ok());
  CHECK(is_live_field(e, "dataset.augment.shift"));
  CHECK(!is_live_field(e, "dataset.train_samples"));

  Host host;
  host.configure(experiment(""));
  host.train(10);
  host.send(SetField{"dataset.augment.rotate", "20"});
  host.train(30);
  CHECK(host.parameters() != trained(experiment("")));
}

TEST_CASE("augmentation: changes training pictures only, before they are normalised") {
  const Experiment plain = parsed(experiment("", "standard")), changed = parsed(experiment(kAll, "standard"));
  Samples samples = samples_of(changed), before = samples_of(plain);
  const int batch[] = {3, 1, 4};
  std::vector<Real> x(3 * 784), y(3 * 784), t(3);
  samples.read_training(batch, changed, 5, x.data(), t.data());
  before.read_training(batch, plain, 5, y.data(), t.data());
  CHECK(x != y);
  samples.read(batch, y.data(), t.data());
  CHECK(x != y);
  samples.read(batch, x.data(), t.data());
  CHECK(x == y);
  // Only moved: paper must still be the number that normalisation makes of 0, and nothing darker than ink.
  const Experiment moved = parsed(experiment(R"({"shift":3,"rotate":20})", "standard"));
  samples.read_training(batch, moved, 5, x.data(), t.data());
  const Real paper = samples.pictures()->value_of(0), ink = samples.pictures()->value_of(255);
  CHECK(x[0] == paper);
  for (const Real value : x) REQUIRE((value >= paper && value <= ink + Real(1e-5)));

  Host host, other;
  host.configure(experiment(kAll));
  other.configure(experiment(""));
  CHECK(host.probe({.metrics = true}).metrics.test_loss == other.probe({.metrics = true}).metrics.test_loss);
  CHECK(host.probe({.metrics = true}).metrics.train_loss == other.probe({.metrics = true}).metrics.train_loss);
}

TEST_CASE("augmentation: the same seed gives the same weights, another step other pictures") {
  const Experiment e = parsed(experiment(kAll));
  Samples samples = samples_of(e);
  const int batch[] = {7, 7};
  std::vector<Real> a(2 * 784), b(2 * 784), t(2);
  samples.read_training(batch, e, 0, a.data(), t.data());
  CHECK(std::vector<Real>(a.begin(), a.begin() + 784) != std::vector<Real>(a.begin() + 784, a.end()));
  samples.read_training(batch, e, 1, b.data(), t.data());
  CHECK(a != b);
  samples.read_training(batch, e, 0, b.data(), t.data());
  CHECK(a == b);
  CHECK(trained(experiment(kAll)) == trained(experiment(kAll)));
  CHECK(trained(experiment(kAll)) != trained(experiment("")));
  // Its radius alone changes nothing, and costs nothing.
  CHECK(trained(experiment(R"({"elastic_sigma":7})")) == trained(experiment("")));
}

TEST_CASE("augmentation: a resumed run goes on bit for bit, and no step allocates") {
  Host first;
  first.configure(experiment(kAll));
  first.train(15);
  first.send(Save{});
  Host second;
  ++second.run;
  second.send(Load{first.last<Saved>().file});
  second.train(30);
  CHECK(second.parameters() == trained(experiment(kAll)));

  first.send(Play{});
  const std::size_t before = allocations();
  first.session.tick(40);
  CHECK(allocations() == before);
}
