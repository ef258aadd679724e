// A saved run goes on as if it had never been put away, and a spoilt file harms nobody.
#include "core/model/checkpoint.hpp"

#include <algorithm>
#include <cstring>

#include "core/optimizers/registry.hpp"
#include "core/schedules/registry.hpp"
#include "tests/core/support/host.hpp"
#include "tests/core/support/test.hpp"

using namespace downhill;
using namespace downhill::test;

namespace {

using File = std::vector<std::uint8_t>;

/// Dropout, batch_norm and a recurrent layer that carries its state: all that draws or remembers.
constexpr const char* kEverything =
    R"([{"type":"dense","units":6},{"type":"batch_norm"},{"type":"tanh"},{"type":"dropout","rate":0.2},)"
    R"({"type":"reshape","d1":3,"d2":2},{"type":"gru","units":3,"output":"last","carry":true},{"type":"dense","units":2}])";

std::string everything(const std::string& optimizer, const std::string& schedule, const std::string& unit = "epoch") {
  return R"({"dataset":{"type":"circle","samples":100},"model":{"layers":)" + std::string(kEverything) +
         R"(},"optimizer":{"type":")" + optimizer + R"(","learning_rate":0.01},"schedule":{"type":")" + schedule +
         R"(","warmup":3,"unit":")" + unit + R"("},"regularizer":{"type":"l2"},"batch_size":7,"seed":5})";
}

File saved(Host& host) {
  host.send(Save{});
  return host.last<Saved>().file;
}

const Ready& load(Host& host, const File& file) {
  ++host.run;
  host.send(Load{file});
  if (const auto* rejected = std::get_if<Rejected>(&host.events.back().body)) FAIL(to_string(rejected->error));
  return host.last<Ready>();
}

Error refusal(Host& host, const File& file) {
  ++host.run;
  host.send(Load{file});
  --host.run;
  const Error error = host.last<Rejected>().error;
  CHECK(!error.place.empty());
  CHECK(!error.en.empty());
  CHECK(!error.zh.empty());
  return error;
}

/// A file with one tensor changed, or dropped when `change` answers false.
template <class Change>
File changed(const File& file, const std::string& name, Change change) {
  Result<TensorFile> content = read_tensor_file(file);
  REQUIRE(content.ok());
  std::vector<TensorEntry>& tensors = content.value().tensors;
  const auto at = std::find_if(tensors.begin(), tensors.end(), [&](const TensorEntry& t) { return t.name == name; });
  REQUIRE_MESSAGE(at != tensors.end(), name);
  File numbers(at->bytes.begin(), at->bytes.end());
  const bool keep = change(*at, numbers);
  at->bytes = numbers;
  if (!keep) tensors.erase(at);
  return write_tensor_file(content.value());
}

void check_goes_on(const std::string& experiment) {
  Host straight;
  straight.configure(experiment);
  const Metrics end = straight.train(300).metrics;

  Host first;
  first.configure(experiment);
  first.train(150);
  const File half = saved(first);
  Host second;
  const Ready ready = load(second, half);
  CHECK(ready.experiment == straight.configure(experiment).experiment);
  CHECK(saved(second) == half);
  CHECK(second.probe({}).metrics.step == 150);
  const Metrics resumed = second.train(300).metrics;
  CHECK(resumed.step == 300);
  CHECK(resumed.epoch == end.epoch);
  CHECK(resumed.train_loss == end.train_loss);
  CHECK(resumed.test_loss == end.test_loss);
  straight.train(300);
  CHECK(second.parameters() == straight.parameters());
  CHECK(saved(second) == saved(straight));
}

}  // namespace

TEST_CASE("checkpoint: 150 steps, saved and loaded elsewhere, and 150 more are 300 steps bit for bit") {
  for (const OptimizerInfo* optimizer : all_optimizers()) {
    CAPTURE(optimizer->info.name);
    check_goes_on(everything(optimizer->info.name, "reduce_on_plateau"));
  }
  for (const ScheduleInfo* schedule : all_schedules())
    for (const char* unit : {"step", "epoch"}) {
      CAPTURE(schedule->info.name);
      CAPTURE(unit);
      check_goes_on(everything("adam", schedule->info.name, unit));
    }
}

TEST_CASE("checkpoint: a change of a live field is in the file, and a reset begins at step 0") {
  Host host;
  host.configure(experiment_with("circle"));
  const std::vector<float> start = host.parameters();
  host.train(10);
  host.send(SetField{"batch_size", "3"});
  host.send(SetParameter{0, 0, 1.5});
  Host other;
  load(other, saved(host));
  CHECK(other.session.batch_size() == 3);
  host.train(40);
  other.train(40);
  CHECK(other.parameters() == host.parameters());
  other.reset();
  CHECK(other.parameters() == start);
  CHECK(other.probe({}).metrics.step == 0);
}

TEST_CASE("checkpoint: every parameter is a tensor of its own, aligned, with its numbers") {
  Host host;
  const Ready ready = host.configure(everything("adam", "constant"));
  host.train(10);
  const File file = saved(host);
  const Result<TensorFile> content = read_tensor_file(file);
  REQUIRE(content.ok());
  const std::vector<float> weights = host.parameters();
  for (const ParameterInfo& parameter : ready.parameters) {
    const TensorEntry* tensor = content.value().find(parameter.name);
    REQUIRE_MESSAGE(tensor != nullptr, parameter.name);
    CHECK(tensor->shape == std::vector<std::uint64_t>(parameter.shape.begin(), parameter.shape.end()));
    CHECK(std::string(number_type_name(tensor->type)) == (sizeof(Real) == 4 ? "F32" : "F64"));
    std::vector<Real> numbers(tensor->bytes.size() / sizeof(Real));
    std::memcpy(numbers.data(), tensor->bytes.data(), tensor->bytes.size());
    for (std::size_t i = 0; i < numbers.size(); ++i)
      CHECK(static_cast<float>(numbers[i]) == weights[parameter.offset + i]);
  }
  for (const TensorEntry& tensor : content.value().tensors)
    CHECK(static_cast<std::size_t>(tensor.bytes.data() - file.data()) % number_bytes(tensor.type) == 0);
  CHECK(content.value().find("batch_norm1.running_mean") != nullptr);
}

TEST_CASE("checkpoint: a fault is named, and the old run goes on untouched, with what waits for its steps") {
  Host donor;
  donor.configure(everything("adam", "reduce_on_plateau"));
  donor.train(20);
  const File file = saved(donor);

  Host host, twin;
  for (Host* h : {&host, &twin}) {
    h->configure(experiment_with("circle"));
    h->train(5);
    h->send(Play{60});
    h->send(SetField{"batch_size", "4"}, 30);
  }
  const auto refuse = [&](const File& bad, const std::string& place, const std::string& part) {
    const Error error = refusal(host, bad);
    CHECK_MESSAGE(error.place.find(place) != std::string::npos, to_string(error));
    CHECK_MESSAGE(error.en.find(part) != std::string::npos, to_string(error));
  };
  refuse({}, "file", "0");
  refuse(File(100, 'x'), "header", "1048576");
  refuse(write_tensor_file({}), "__metadata__", "experiment");
  refuse(write_tensor_file({{}, {{"experiment", "{\"batch_size\":0}"}}}), "batch_size", "0");
  refuse(write_tensor_file({{}, {{"experiment", "{}"}}}), "run/step", "missing");
  refuse(changed(file, "dense1.weight", [](auto&, auto&) { return false; }), "dense1.weight", "missing");
  refuse(changed(file, "run/optimizer", [](auto&, auto&) { return false; }), "run/optimizer", "missing");
  refuse(changed(file, "dense1.weight", [](auto& t, auto&) { return t.shape = {2, 6}, true; }), "dense1.weight", "2x6");
  refuse(changed(file, "run/step", [](auto& t, auto&) { return t.type = NumberType::f64, true; }), "run/step", "F64");
  refuse(changed(file, "dense1.bias", [](auto& t, auto&) { return t.name = "dense9.bias", true; }), "dense1.bias",
         "missing");
  refuse(changed(file, "run/step", [](auto&, auto& n) { return std::fill(n.begin(), n.end(), 0xff), true; }),
         "run/step", "18446744073709551615");
  refuse(changed(file, "run/batch_order", [](auto&, auto& n) { return n[0] = n[8], n[1] = n[9], true; }),
         "run/batch_order", "once");
  refuse(changed(file, "run/batch_order", [](auto&, auto& n) { return n[7] = 1, true; }), "run/batch_order", "once");
  refuse(changed(file, "run/batch_position", [](auto&, auto& n) { return n[3] = 1, true; }), "run/batch_position",
         "at most");
  for (const char* rng : {"run/batch_rng", "run/dropout_rng"})
    refuse(changed(file, rng, [](auto&, auto& n) { return std::fill(n.begin(), n.end(), 0), true; }), rng, "0");
  // Not a number, in both number types.
  refuse(changed(file, "dense2.weight", [](auto&, auto& n) { return std::fill(n.begin(), n.begin() + 8, 0xff), true; }),
         "dense2.weight", "1e+05");
  {
    Result<TensorFile> content = read_tensor_file(file);
    const std::uint8_t byte = 1;
    content.value().tensors.push_back({"extra", NumberType::u8, {1}, {&byte, 1}});
    refuse(write_tensor_file(content.value()), "extra", "network");
  }
  CHECK(host.session.busy());
  host.work();
  twin.work();
  CHECK(host.last<Stopped>().metrics.step == 60);
  CHECK(host.last<Stopped>().metrics.train_loss == twin.last<Stopped>().metrics.train_loss);
  CHECK(host.parameters() == twin.parameters());
  CHECK(host.session.batch_size() == 4);
}

TEST_CASE("checkpoint: cut after any byte it is refused; 10,000 mutated ones never end the program") {
  Host donor;
  donor.configure(
      R"({"dataset":{"type":"xor","samples":10},"model":{"layers":[{"type":"dense","units":2}]},"batch_size":3})");
  donor.train(7);
  const File file = saved(donor);
  Host host;
  host.configure(experiment_with("xor"));
  for (std::size_t length = 0; length < file.size(); ++length)
    refusal(host, File(file.begin(), file.begin() + static_cast<std::ptrdiff_t>(length)));

  Rng rng(77);
  int taken = 0;
  for (int i = 0; i < 10000; ++i) {
    File bad = file;
    for (std::uint64_t n = 1 + rng.below(3); n > 0; --n) {
      const auto at = static_cast<std::size_t>(rng.below(bad.size()));
      switch (rng.below(4)) {
        case 0:
          bad[at] ^= static_cast<std::uint8_t>(1u << rng.below(8));
          break;
        case 1:
          bad[at] = static_cast<std::uint8_t>("0123456789[]{},\":\\"[rng.below(18)]);
          break;
        case 2:
          bad.insert(bad.begin() + static_cast<std::ptrdiff_t>(at),
                     bad[static_cast<std::size_t>(rng.below(bad.size()))]);
          break;
        default:
          bad.erase(bad.begin() + static_cast<std::ptrdiff_t>(at));
      }
    }
    Host fresh;
    fresh.run = 1;
    fresh.send(Load{bad});
    REQUIRE(fresh.events.size() == 1);
    if (const auto* rejected = std::get_if<Rejected>(&fresh.events[0].body)) {
      REQUIRE(!rejected->error.place.empty());
      REQUIRE(!rejected->error.en.empty());
      REQUIRE(!rejected->error.zh.empty());
      continue;
    }
    ++taken;  // a bit of a number: another state, but one
    fresh.send(Step{3});
    fresh.work();
    fresh.last<Stopped>();
  }
  CHECK(taken > 100);
  CHECK(taken < 9500);
}
