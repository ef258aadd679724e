// Pictures from files and from the generator, through the session: supply, train, examine, look.
#include <doctest/doctest.h>

#include <numeric>

#include "tests/core/support/experiments.hpp"
#include "tests/core/support/files.hpp"
#include "tests/core/support/host.hpp"

using namespace downhill;
using namespace downhill::test;

namespace {

const char* const kNet =
    R"("model":{"layers":[{"type":"conv2d","units":4,"kernel":5},{"type":"relu"},{"type":"max_pool2d"},{"type":"dense","units":10}]},
    "batch_size":10,"optimizer":{"type":"adam","learning_rate":0.01},"initializer":{"type":"he"})";

std::string drawn(int train, int test) {
  return std::string(R"({"dataset":{"type":"synthetic_digits","train_samples":)") + std::to_string(train) +
         R"(,"test_samples":)" + std::to_string(test) + "}," + kNet + "}";
}

std::string from_files(const char* type) {
  return std::string(R"({"dataset":{"type":")") + type + "\"}," + kNet + "}";
}

void put(std::vector<std::uint8_t>& out, std::uint32_t number) {
  for (int shift = 24; shift >= 0; shift -= 8) out.push_back(static_cast<std::uint8_t>(number >> shift));
}

/// `count` pictures of height x width whose pixels and labels are their own number.
Supply supply(const char* dataset, bool test, std::uint32_t count, std::uint32_t height = 28,
              std::uint32_t width = 28) {
  Supply s{dataset, test, {}, {}};
  for (const std::uint32_t n : {0x803u, count, height, width}) put(s.images, n);
  for (const std::uint32_t n : {0x801u, count}) put(s.labels, n);
  for (std::uint32_t i = 0; i < count; ++i) {
    s.images.insert(s.images.end(), height * width, static_cast<std::uint8_t>(i));
    s.labels.push_back(static_cast<std::uint8_t>(i % 10));
  }
  return s;
}

}  // namespace

TEST_CASE("pictures: a data set of files waits until the host has supplied them") {
  Host host;
  host.send(Configure{from_files("mnist")});
  CHECK(host.last<Rejected>().error.place == "dataset");
  host.send(supply("mnist", false, 30));
  CHECK(host.last<Supplied>().count == 30);
  host.send(Configure{from_files("mnist")});
  CHECK(std::holds_alternative<Rejected>(host.events.back().body));  // half is not enough
  host.send(supply("mnist", true, 20));
  const Ready& ready = host.configure(from_files("mnist"));
  CHECK(ready.train_samples == 30);
  CHECK(ready.test_samples == 20);
  CHECK(ready.points.empty());
  CHECK(ready.nodes[0].shape == std::vector<std::uint32_t>{1, 28, 28});
  CHECK(ready.nodes[1].shape == std::vector<std::uint32_t>{4, 24, 24});
  host.send(Look{33, {}, true});
  CHECK(host.last<Looked>().label == 3);
  CHECK(host.last<Looked>().pixels == std::vector<std::uint8_t>(784, 3));
}

TEST_CASE("pictures: what cannot be used is refused by place, and what was there stays") {
  Host host;
  const auto refused = [&host](Supply s) {
    host.send(std::move(s));
    const auto* rejected = std::get_if<Rejected>(&host.events.back().body);
    return rejected == nullptr ? std::string() : to_string(rejected->error);
  };
  CHECK(refused(supply("spiral", false, 3)).find("dataset") == 0);
  CHECK(refused(supply("synthetic_digits", false, 3)).find("dataset") == 0);
  CHECK(refused(supply("nothing", false, 3)).find("dataset") == 0);
  CHECK(refused(supply("mnist", true, 3, 27, 28)).find("test_images") == 0);
  CHECK(refused(supply("mnist", false, 3)).empty());
  Supply wrong = supply("mnist", false, 3);
  wrong.labels.back() = 10;
  CHECK(refused(wrong).find("train_labels") == 0);
  wrong.images.clear();
  CHECK(refused(wrong).find("train_images") == 0);
  CHECK(refused(supply("mnist", true, 2)).empty());
  CHECK(host.configure(from_files("mnist")).train_samples == 3);
}

TEST_CASE("pictures: drawn digits are learned, and the same seed gives the same run") {
  Host first, second;
  first.configure(drawn(300, 100));
  second.configure(drawn(300, 100));
  const double before = first.probe({.metrics = true}).metrics.test_loss;
  const Stopped a = first.train(90), b = second.train(90);
  CHECK(a.metrics.test_loss < before / 2);
  CHECK(a.metrics.test_accuracy > 0.6);
  CHECK(a.metrics.test_loss == b.metrics.test_loss);
}

TEST_CASE("pictures: an examination counts every test sample once, and pauses learning without changing it") {
  Host host, plain;
  host.configure(drawn(200, 150));
  plain.configure(drawn(200, 150));
  host.train(20);
  plain.train(20);
  host.send(Examine{});
  CHECK(host.session.busy());
  host.work(1);
  const Examined seen = host.last<Examined>();
  CHECK(seen.step == 20);
  CHECK(seen.samples == 150);
  CHECK(std::accumulate(seen.confusion.begin(), seen.confusion.end(), 0u) == 150);
  std::uint32_t right = 0;
  for (std::size_t c = 0; c < 10; ++c) right += seen.confusion[c * 11];
  const Metrics m = host.probe({.metrics = true, .most_samples = 1000}).metrics;
  CHECK(static_cast<double>(right) / 150 == doctest::Approx(m.test_accuracy));
  CHECK(seen.loss == doctest::Approx(m.test_loss));
  CHECK(seen.mistakes.size() == std::min<std::size_t>(150 - right, 60));
  for (std::size_t i = 0; i < seen.mistakes.size(); ++i) {
    const Mistake& wrong = seen.mistakes[i];
    CHECK(wrong.truth != wrong.guess);
    if (i > 0) CHECK(wrong.sure <= seen.mistakes[i - 1].sure);
    host.send(Look{wrong.sample, {}, false});
    CHECK(host.last<Looked>().label == static_cast<int>(wrong.truth));
    CHECK(host.last<Looked>().pixels == wrong.pixels);
    CHECK(host.last<Looked>().readout[wrong.guess] == doctest::Approx(wrong.sure));
  }
  CHECK(host.train(40).metrics.test_loss == plain.train(40).metrics.test_loss);
}

TEST_CASE("pictures: a look gives every layer's activations, also for a picture of one's own") {
  Host host;
  const Ready ready = host.configure(drawn(50, 20));
  std::size_t numbers = 0;
  for (const NodeInfo& node : ready.nodes) numbers += node.units;
  host.send(Look{7, {}, true});
  const Looked known = host.last<Looked>();
  CHECK(known.activations.size() == numbers);
  CHECK(known.label >= 0);
  CHECK(std::accumulate(known.readout.begin(), known.readout.end(), 0.0f) == doctest::Approx(1));
  for (std::size_t i = 0; i < 784; ++i) CHECK(known.activations[i] == doctest::Approx(known.pixels[i] / 255.0f));
  host.send(Look{0, known.pixels, true});
  CHECK(host.last<Looked>().label == -1);
  CHECK(host.last<Looked>().activations == known.activations);
  host.send(Look{70, {}, true});
  CHECK(host.last<Rejected>().error.place == "look.sample");
  host.send(Look{0, {1, 2, 3}, true});
  CHECK(host.last<Rejected>().error.place == "look.pixels");
  Host points;
  points.configure(experiment_text("spiral"));
  points.send(Look{0, {}, true});
  CHECK(points.last<Rejected>().error.place == "look");
}
