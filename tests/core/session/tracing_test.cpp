// Gradients of the loss of one picture: right, and unnoticed by training.
#include <algorithm>
#include <cmath>

#include "tests/core/support/host.hpp"
#include "tests/core/support/test.hpp"

using namespace downhill;
using namespace downhill::test;

namespace {

/// Dropout, running statistics and a further loss: whatever could tell that somebody looked.
const char* const kNet = R"({"dataset":{"type":"synthetic_digits","train_samples":60,"test_samples":20},
    "model":{"layers":[{"type":"conv2d","units":4,"kernel":5,"stride":2},{"type":"batch_norm"},{"type":"tanh"},
    {"type":"dropout"},{"type":"dense","units":10,"name":"code"},{"type":"tanh"},{"type":"dense","units":10}]},
    "losses":[{"type":"mae","output":"code","weight":0}],
    "batch_size":10,"optimizer":{"type":"momentum","learning_rate":0.05}})";

std::vector<std::uint8_t> saved(Host& host) {
  host.send(Save{});
  return host.last<Saved>().file;
}

Looked look(Host& host, std::uint32_t sample) {
  host.send(Look{.sample = sample, .pixels = {}, .gradients = true, .weight_gradients = true});
  return host.last<Looked>();
}

double loss_of(Host& host, std::uint32_t sample) {
  host.send(Look{.sample = sample, .pixels = {}});
  const Looked& looked = host.last<Looked>();
  return -std::log(static_cast<double>(looked.readout[static_cast<std::size_t>(looked.label)]));
}

}  // namespace

TEST_CASE("tracing: the gradients are those of the loss of this picture") {
  Host host;
  const Ready ready = host.configure(kNet);
  host.train(12);
  const Looked traced = look(host, 65);
  REQUIRE(traced.gradients.size() == traced.activations.size());
  REQUIRE(traced.weight_gradients.size() == ready.parameter_count);
  // d loss / d logits = p - t
  const std::size_t logits = traced.gradients.size() - 10;
  for (std::size_t c = 0; c < 10; ++c) {
    const float t = traced.label == static_cast<std::int32_t>(c) ? 1.f : 0.f;
    CHECK(traced.gradients[logits + c] == doctest::Approx(traced.readout[c] - t).epsilon(1e-4));
  }
  bool input = false;
  for (std::size_t i = 0; i < 784; ++i) input = input || traced.gradients[i] != 0;
  CHECK(input);
  // Weights: against differences of the loss, the largest of each tensor.
  const std::vector<float> values = host.probe({.parameters = true}).parameters;
  for (std::uint32_t tensor = 0; tensor < ready.parameters.size(); ++tensor) {
    const ParameterInfo& info = ready.parameters[tensor];
    std::uint32_t count = 1, at = 0;
    for (const std::uint32_t length : info.shape) count *= length;
    for (std::uint32_t i = 1; i < count; ++i)
      if (std::abs(traced.weight_gradients[info.offset + i]) > std::abs(traced.weight_gradients[info.offset + at]))
        at = i;
    const double value = values[info.offset + at], h = 0.01;
    host.send(SetParameter{tensor, at, value + h});
    const double above = loss_of(host, 65);
    host.send(SetParameter{tensor, at, value - h});
    const double below = loss_of(host, 65);
    host.send(SetParameter{tensor, at, value});
    CAPTURE(info.name);
    const double slope = (above - below) / (2 * h);
    CHECK(std::abs(slope - traced.weight_gradients[info.offset + at]) < 0.02 * std::abs(slope) + 1e-4);
  }
}

TEST_CASE("tracing: training does not notice, to the last bit") {
  Host watched, plain;
  watched.configure(kNet);
  plain.configure(kNet);
  for (int round = 0; round < 5; ++round) {
    watched.train(4 * (round + 1));
    plain.train(4 * (round + 1));
    const std::vector<std::uint8_t> before = saved(watched);
    const std::vector<float> norms = watched.probe({.parameters = true}).gradient_norms;
    for (std::uint32_t sample = 0; sample < 3; ++sample) look(watched, sample + 58);
    CHECK(saved(watched) == before);
    CHECK(watched.probe({.parameters = true}).gradient_norms == norms);
    CHECK(saved(watched) == saved(plain));
  }
}

TEST_CASE("tracing: a picture of one's own is traced to what the network takes it for") {
  Host host;
  host.configure(kNet);
  const Looked known = look(host, 60);
  host.send(Look{.sample = 0, .pixels = known.pixels, .gradients = true});
  const Looked own = host.last<Looked>();
  CHECK(own.label == -1);
  CHECK(own.weight_gradients.empty());
  const auto guess = std::max_element(own.readout.begin(), own.readout.end()) - own.readout.begin();
  const std::size_t at = own.gradients.size() - 10 + static_cast<std::size_t>(guess);
  CHECK(own.gradients[at] == doctest::Approx(own.readout[static_cast<std::size_t>(guess)] - 1).epsilon(1e-4));
  host.send(Look{.sample = 0, .pixels = {}});
  CHECK(host.last<Looked>().gradients.empty());
}
